package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.fuzz.cli.Shell.Outcome;

/** The gate as a CI runs it. */
final class GateCommandTest {
  private static final String FAILING = "cin=2,h=9,w=8,cout=3";

  @TempDir Path folder;

  private Outcome fuzz(String line) {
    return new Shell(folder).line(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gate --corpus no/such | fuzz gate: --corpus: expected a folder, found no/such",
        "gate --baseline no/such | fuzz gate: --baseline: expected a file, found none at no/such; --update writes one",
        "gate --budget soon | fuzz gate: Invalid value for option '--budget': expected a duration",
        "gate --jobs 0 | fuzz gate: --jobs: expected at least 1, found 0",
        "gate --cases -1 | fuzz gate: --cases: expected at least 0, found -1",
        "gate --junit $ | fuzz gate: --junit: expected a file, found the folder ",
        "gate --sarif $/taken/x | fuzz gate: --sarif: expected a file that can be written, found ",
        "gate --markdown $/taken/x | fuzz gate: --markdown: expected a file that can be written, found ",
        "gate --paths old,old | fuzz gate: --paths: expected each path once, found one twice",
        "gate --baseline $/taken | fuzz gate: ",
      })
  void aMistakeIsOneLineAndExitStatus2(String words, String message) throws IOException {
    Files.writeString(folder.resolve("taken"), "{\"format\":3}");
    Outcome outcome = fuzz(words);
    outcome.assertMistake();
    assertTrue(outcome.err().startsWith(message), outcome.err());
  }

  @Test
  void aDamagedBaselineIsNotAnEmptyOne() throws IOException {
    Path baseline = Files.createDirectories(folder.resolve("corpus")).resolve("baseline.json");
    Files.writeString(baseline, "{\"format\":1,\"findings\":[");
    Outcome outcome = fuzz("gate --cases 0");
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("baseline.json: expected JSON"), outcome.err());
  }

  @Test
  void aGateThatDrewNothingCannotTell() {
    assertEquals(0, fuzz("corpus add cin=1,h=4,w=4,cout=1").status());
    Outcome outcome = fuzz("gate --cases 0");
    assertEquals(2, outcome.status(), outcome.err());
    assertTrue(outcome.out().contains("missing   no case was drawn"), outcome.out());
    assertTrue(outcome.out().contains("The gate cannot tell"), outcome.out());
  }

  private static List<String> statuses(JsonNode json) {
    List<String> result = new ArrayList<>();
    json.get("findings").forEach(f -> result.add(f.get("status").asText()));
    return result;
  }

  @Test
  void fromTheFirstFindingToItsReturn() throws IOException {
    String gate = "gate --cases 1 --seed 3 --json --defects ";
    assertEquals(0, fuzz("corpus add " + FAILING).status());
    assertEquals(0, fuzz(gate + "none").status());

    Outcome broken = fuzz(gate + "index-order");
    assertEquals(1, broken.status(), broken.err());
    assertEquals(List.of("new"), statuses(broken.json()));
    assertFalse(Files.exists(folder.resolve("corpus/baseline.json")), "only --update writes it");

    Outcome accepted = fuzz(gate + "index-order --update");
    assertEquals(0, accepted.status(), accepted.err());
    Outcome known = fuzz(gate + "index-order");
    assertEquals(0, known.status(), known.err());
    assertEquals(List.of("known"), statuses(known.json()));

    Outcome repaired = fuzz(gate + "none --update");
    assertEquals(List.of("gone"), statuses(repaired.json()));
    assertEquals(List.of(), statuses(fuzz(gate + "none").json()));

    Outcome returned = fuzz(gate + "index-order");
    assertEquals(1, returned.status());
    assertEquals(List.of("returned"), statuses(returned.json()));
  }

  @Test
  void theReportsAreWrittenTogether() throws IOException {
    assertEquals(0, fuzz("corpus add " + FAILING).status());
    Outcome outcome =
        fuzz(
            "gate --cases 3 --defects index-order --junit $/new/j.xml --sarif $/new/s.sarif"
                + " --markdown $/new/m.md");
    assertEquals(1, outcome.status(), outcome.err());
    JsonNode place =
        new ObjectMapper()
            .readTree(folder.resolve("new/s.sarif").toFile())
            .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation");
    assertTrue(
        Files.exists(folder.resolve(place.get("uri").asText())), "from the folder of the project");
    assertTrue(Files.readString(folder.resolve("new/j.xml")).contains("failures=\"1\""));
    assertTrue(Files.readString(folder.resolve("new/m.md")).contains("The gate fails: 1 new."));
    try (Stream<Path> files = Files.list(folder.resolve("new"))) {
      assertEquals(3, files.count(), "nothing half-written is left");
    }
  }
}
