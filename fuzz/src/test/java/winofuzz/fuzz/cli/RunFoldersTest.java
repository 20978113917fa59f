package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Outcome found = fuzz("run --cases 40 --defects published --json --out $/elsewhere");
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
}
