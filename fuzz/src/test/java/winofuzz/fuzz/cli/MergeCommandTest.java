package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.cli.Shell.Outcome;
import winofuzz.fuzz.lock.RunLock;

/** Shards of a campaign and what is made of them, as their user has them. */
final class MergeCommandTest {
  private static final List<String> TIMES = List.of("elapsedMillis", "lastNewMillis", "timeline");

  @TempDir Path folder;

  private Outcome fuzz(String line) {
    return new Shell(folder).line(line);
  }

  /** The files of a run but for its page, which tells times, and for times in the others. */
  private Map<String, String> timeless(String run) throws IOException {
    Map<String, String> files = new TreeMap<>(Tree.contents(folder.resolve(run)));
    files.remove("report.html");
    ObjectMapper json = new ObjectMapper();
    Path file = folder.resolve(run).resolve("statistics.json");
    ObjectNode statistics = (ObjectNode) json.readTree(Files.readString(file));
    assertEquals(TIMES.size(), TIMES.stream().filter(statistics::has).count());
    files.put("statistics.json", statistics.without(TIMES).toString());
    return files;
  }

  private static JsonNode timeless(JsonNode summary) {
    ObjectNode result = ((ObjectNode) summary).without(List.of("seconds", "casesPerSecond"));
    ((ObjectNode) result.get("coverage")).remove("lastNewSeconds");
    return result;
  }

  private interface Fuzz {
    Outcome line(String line);
  }

  private void assertMergedIsWhole(Fuzz fuzz, String options, int of) throws IOException {
    Outcome whole = fuzz.line("run -q --json --jobs 1 --out $/whole --budget 5m " + options);
    assertEquals(1, whole.status(), whole.err());
    StringBuilder folders = new StringBuilder();
    for (int i = of; i >= 1; i--) {
      String shard = " --shard %d/%d --out $/shard-%d".formatted(i, of, i);
      assertTrue(fuzz.line("run -q --budget 5m " + options + shard).status() <= 1);
      folders.append(" $/shard-").append(i);
    }
    Outcome merged = fuzz.line("merge -q --json --out $/merged" + folders);
    assertEquals(1, merged.status(), merged.err());
    assertEquals(timeless("whole"), timeless("merged"));
    assertEquals(timeless(whole.json()), timeless(merged.json()));
    String page = Files.readString(folder.resolve("merged/report.html"));
    for (JsonNode finding : whole.json().get("findings")) {
      assertTrue(page.contains(finding.get("id").asText()));
    }
  }

  @Test
  void theMergedFolderIsThatOfOneProcessAndGoesOn() throws IOException {
    assertMergedIsWhole(this::fuzz, "--cases 10 --defects index-order", 2);
    Outcome resumed = fuzz("run -q --json --resume $/merged --cases 12");
    assertEquals(1, resumed.status(), resumed.err());
    assertEquals(12, resumed.json().get("cases").asInt());
    String id = resumed.json().at("/findings/0/id").asText();
    assertEquals(1, fuzz("triage -q --in $/merged " + id).status());
  }

  /** Over the engines of this project, with all bugs that the rewrite was published with. */
  @Tag("long")
  @Test
  void theMergedFolderIsThatOfOneProcessOfTheProduct() throws IOException {
    Shell shell = new Shell(folder);
    assertMergedIsWhole(
        line -> shell.command(line.replace("$", folder.toString()).split(" ")),
        "--cases 40 --defects published",
        4);
  }

  /** What was judged counts, and the line says what is missing. */
  @Test
  void shardsThatEndedAtDifferentCasesAreMergedAndSaid() throws IOException {
    fuzz("run -q --cases 6 --shard 1/2 --out $/a");
    fuzz("run -q --cases 10 --shard 2/2 --out $/b");
    fuzz("merge $/a $/b --out $/m").assertMistake();
    // As if the first one had been stopped.
    Path plan = folder.resolve("a/run.json");
    Files.writeString(
        plan, Files.readString(plan).replace("\"mostCases\" : 6", "\"mostCases\" : 10"));
    Outcome merged = fuzz("merge $/b $/a --out $/m");
    assertEquals(0, merged.status(), merged.err());
    assertTrue(merged.out().startsWith("8 cases in "), merged.out());
    assertTrue(merged.err().contains("(1/2 at case 5, 2/2 at case 10)"), merged.err());
    assertEquals(0, fuzz("report -q $/m").status());
    Outcome resumed = fuzz("run -q --resume $/m");
    resumed.assertMistake();
    assertTrue(resumed.err().contains("merged of shards that ended at"), resumed.err());

    assertEquals(0, fuzz("run -q --resume $/a").status());
    fuzz("merge -q $/a $/b --out $/m").assertMistake();
    assertEquals(0, fuzz("merge -q $/a $/b --force --out $/m").status());
    assertFalse(Files.exists(folder.resolve("m/shards.json")));
  }

  @Test
  void whatDoesNotBelongTogetherIsOneLine() throws IOException {
    fuzz("run -q --cases 2 --shard 1/2 --out $/a");
    fuzz("run -q --cases 2 --shard 2/2 --out $/b");
    fuzz("run -q --cases 2 --shard 2/2 --seed 2 --out $/other");
    fuzz("run -q --cases 2 --out $/whole");
    for (String line :
        List.of(
            "merge $/a",
            "merge $/a $/a",
            "merge $/a $/b $/b/../b",
            "merge $/a $/other",
            "merge $/a $/whole",
            "merge $/a $/no",
            "merge $/a $/b --out $/whole",
            "merge $/a $/b --force --out $/a",
            "run --cases 8 --shard 0/4",
            "run --cases 8 --shard 5/4",
            "run --cases 8 --shard 1/99",
            "run --cases 8 --shard 1",
            "run --resume $/a --shard 1/2",
            "run --programs --shard 1/2")) {
      fuzz(line).assertMistake();
    }
    assertFalse(Files.exists(folder.resolve("no")));
    try (RunLock _ = RunLock.take(folder.resolve("b"), message -> {})) {
      fuzz("merge $/a $/b --out $/m").assertMistake();
    }
    Path machine = folder.resolve("b/machine.json");
    String facts = Files.readString(machine);
    Files.writeString(machine, facts.replace("0.1.0", "0.0.9"));
    Outcome other = fuzz("merge $/a $/b --out $/m");
    other.assertMistake();
    assertTrue(other.err().contains("0.0.9"), other.err());
    Files.writeString(machine, facts);
    Files.writeString(folder.resolve("b/statistics.json"), "{");
    fuzz("merge $/a $/b --out $/m").assertMistake();
    assertFalse(Files.exists(folder.resolve("m")));
  }
}
