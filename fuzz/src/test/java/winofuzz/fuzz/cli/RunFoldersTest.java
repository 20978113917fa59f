package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.cli.Shell.Outcome;

/** Runs in folders that are used already, and what is found in them. */
final class RunFoldersTest {
  @TempDir Path folder;

  private Outcome fuzz(String line) {
    return new Shell(folder).line(line);
  }

  @Test
  void aUsedFolderIsNotReplacedUnlessItIsAsked() throws IOException {
    assertEquals(1, fuzz("run --cases 12 --defects index-order --out $/out").status());
    Map<String, String> before = Tree.contents(folder.resolve("out"));
    Outcome second = fuzz("run --cases 6 --seed 9 --out $/out");
    assertEquals(2, second.status(), second.err());
    assertEquals(1, second.err().lines().count(), second.err());
    assertTrue(second.err().contains("--resume ") && second.err().contains("--force "));
    assertEquals(before, Tree.contents(folder.resolve("out")));

    Files.delete(folder.resolve("out/run.json"));
    assertEquals(2, fuzz("run --cases 6 --seed 9 --out $/out").status(), "parts are enough");
    Outcome forced = fuzz("run --cases 6 --seed 9 --force --out $/out");
    assertEquals(0, forced.status(), forced.err());
    assertTrue(forced.out().startsWith("6 cases in "), forced.out());
  }

  @Test
  void triageBeginsWithTheFindingThatWasAskedFor() throws IOException {
    Outcome found = fuzz("run --cases 12 --defects published --json --out $/elsewhere");
    assertEquals(1, found.status(), found.err());
    assertTrue(found.json().get("findings").size() > 1, found.out());
    for (JsonNode finding : found.json().get("findings")) {
      Outcome triage = fuzz("triage --json " + finding.get("id").asText());
      assertEquals(1, triage.status(), triage.err());
      assertEquals(
          finding.get("signature").asText(), triage.json().at("/symptoms/0/signature").asText());
    }
    Files.delete(folder.resolve("reports/latest"));
    String id = found.json().at("/findings/0/id").asText();
    assertEquals(2, fuzz("triage " + id).status());
    assertEquals(1, fuzz("triage --in $/elsewhere " + id).status());
    assertEquals(2, fuzz("triage --in $/no " + id).status());
  }

  /** The page is written when a run ends; later it can be made again, of one run or of two. */
  @Test
  void aRunHasAPage() throws IOException {
    Outcome run = fuzz("run --cases 12 --defects index-order --json --out $/first");
    assertTrue(run.err().contains("report     " + folder.resolve("first/report.html")), run.err());
    JsonNode findings = run.json().get("findings");
    Path page = folder.resolve("first/report.html");
    String written = Files.readString(page);
    for (JsonNode finding : findings) {
      String id = finding.get("id").asText();
      assertTrue(written.contains("id=\"finding-" + id), id);
      assertTrue(Files.exists(folder.resolve("first/stories/" + id + ".json")), id);
    }
    Files.delete(page);
    Outcome again = fuzz("report $/first");
    assertEquals(0, again.status(), again.err());
    assertTrue(again.out().endsWith("the page is " + page + System.lineSeparator()), again.out());
    assertEquals(written, Files.readString(page));
  }

  @Test
  void twoRunsAreCompared() throws IOException {
    fuzz("run --cases 12 --out $/first");
    Outcome second = fuzz("run --cases 12 --defects index-order --json --out $/second");
    int found = second.json().get("findings").size();
    Outcome worse = fuzz("report $/first $/second --json --out $/page.html");
    assertEquals(1, worse.status(), worse.err());
    assertEquals(found, worse.json().get("new").size());
    assertEquals(0, worse.json().get("gone").size());
    assertTrue(Files.readString(folder.resolve("page.html")).contains("only in second"));
    Outcome better = fuzz("report $/second $/first --json");
    assertEquals(0, better.status(), better.err());
    assertEquals(found, better.json().get("gone").size());
    Outcome same = fuzz("report $/second $/second --json");
    assertEquals(0, same.status(), same.err());
    assertEquals(found, same.json().get("both").size());
  }

  @Test
  void theOtherFormatsAreOfTheSameFindings() throws IOException {
    Outcome run = fuzz("run --cases 12 --defects index-order --json --out $/run");
    Outcome report = fuzz("report $/run --junit $/j.xml --sarif $/s.sarif --markdown $/m.md");
    assertEquals(0, report.status(), report.err());
    for (JsonNode finding : run.json().get("findings")) {
      assertTrue(report.out().contains(finding.get("id").asText()), report.out());
      for (String file : List.of("j.xml", "s.sarif", "m.md")) {
        String text = Files.readString(folder.resolve(file));
        assertTrue(text.contains(finding.get("signature").asText()), file + ": " + text);
      }
    }
  }

  @Test
  void aReportOfNothingIsAMistake() {
    fuzz("report").assertMistake();
    fuzz("report $/no").assertMistake();
    fuzz("run --cases 1 --out $/run");
    fuzz("report -q $/run --out $/run/run.json/page.html").assertMistake();
    fuzz("report $/run $/run $/run").assertMistake();
  }

  @Test
  void triageWritesAFolderThatShowsTheFindingElsewhere() throws IOException {
    Outcome found = fuzz("run --cases 12 --defects index-order --json --out $/run");
    String id = found.json().at("/findings/0/id").asText();
    Outcome triage = fuzz("triage " + id + " --out $/bundle");
    assertEquals(1, triage.status(), triage.err());
    Path bundle = folder.resolve("bundle");
    for (String name : List.of("story.txt", "story.json", "issue.md", "reproduce.sh")) {
      assertTrue(Files.exists(bundle.resolve(name)), name);
    }
    assertTrue(Files.isExecutable(bundle.resolve("reproduce.sh")));
    assertTrue(Files.readString(bundle.resolve("issue.md")).contains(id));
  }
}
