package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.fuzz.cli.Shell.Outcome;

/** Looking after a corpus. */
final class CorpusCommandTest {
  @TempDir Path folder;

  private Outcome fuzz(String line) {
    return new Shell(folder).line(line);
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "corpus bogus | fuzz corpus: expected one of list, add, distill, verify, found 'bogus'",
        "corpus | fuzz corpus: expected one of list, add, distill, verify",
        "corpus list --corpus no/such | fuzz corpus list: --corpus: expected a folder, found no/such",
        "corpus add | fuzz corpus add: Missing required parameter: 'SPEC|FILE|RUN'",
        "corpus add nosuch | fuzz corpus add: expected a case, the file of a finding or the folder of a run, found 'nosuch'",
        "corpus add cin=1,h=2,w=4,cout=1 | fuzz corpus add: case 'cin=1,h=2,w=4,cout=1': h: expected a window",
        "corpus add cin=1,h=4,w=4,cout=1 --target cuda | fuzz corpus add: Invalid value for option '--target'",
        "corpus distill --most 0 | fuzz corpus distill: --most: expected at least 1, found 0",
        "corpus verify --device tpu | fuzz corpus verify: --device: expected auto or sim",
      })
  void aMistakeIsOneLineAndExitStatus2(String words, String message) {
    Outcome outcome = fuzz(words);
    outcome.assertMistake();
    assertTrue(outcome.err().startsWith(message), outcome.err());
  }

  @Test
  void aFileThatIsNoFindingIsNotAdded() throws IOException {
    Path file = Files.writeString(folder.resolve("x.json"), "{\"format\":1}");
    Outcome outcome = fuzz("corpus add " + file);
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().startsWith("fuzz corpus add: " + file + ": "), outcome.err());
    assertFalse(Files.exists(folder.resolve("corpus")));
  }

  @Test
  void whatIsAddedIsListedOnce() throws IOException {
    assertEquals(0, fuzz("corpus add cin=1,h=4,w=4,cout=1 cin=2,h=9,w=8,cout=3").status());
    Outcome again = fuzz("corpus add batch=1,cin=1,h=4,w=4,cout=1 --json");
    assertFalse(again.json().at("/cases/0/added").asBoolean());
    JsonNode json = fuzz("corpus list --json").json();
    assertEquals(2, json.get("cases").size());
    assertEquals(2, files("corpus/cases").size());
    JsonNode first = json.at("/cases/0");
    assertEquals(4, first.at("/case/h").asInt(), "the smallest first");
    assertEquals(16 + 9 + 4, first.get("elements").asInt());
    assertTrue(first.get("alone").size() < first.get("features").asInt(), "rules are shared");
    String text = fuzz("corpus list").out();
    assertEquals(3, text.lines().count(), text);
    assertTrue(text.contains("2 cases and 0 findings; reached: "), text);
  }

  @Test
  void aFailingCaseIsKeptAndSaysSo() throws IOException {
    Outcome outcome = fuzz("corpus add cin=2,h=9,w=8,cout=3 --defects index-order --json");
    assertEquals(1, outcome.status());
    JsonNode added = outcome.json().at("/cases/0");
    assertTrue(added.get("added").asBoolean());
    assertTrue(added.at("/findings/0").asText().startsWith("algebra/hybrid/"), outcome.out());
  }

  @Test
  void ofARunWhatReachesSomethingNewIsAdded() throws IOException {
    String run = folder.resolve("run").toString();
    assertEquals(1, fuzz("run --cases 12 --defects index-order --out " + run).status());
    Outcome outcome = fuzz("corpus add " + run + " --json");
    assertEquals(0, outcome.status(), outcome.err());
    int added = files("corpus/cases").size();
    assertTrue(added > 3, outcome.out());
    assertEquals(1, files("corpus/findings").size());
    JsonNode listed = fuzz("corpus list --json").json();
    assertTrue(listed.at("/cases/0/origin").asText().startsWith("finding "), listed.toString());
    assertTrue(listed.at("/cases/1/origin").asText().startsWith("run with seed 1, case "));

    assertEquals(0, fuzz("corpus add " + run).status());
    assertEquals(added, files("corpus/cases").size(), "nothing is new the second time");
    String finding = files("corpus/findings").getFirst().toString();
    assertEquals(0, fuzz("corpus add " + finding).status());
    assertEquals(added, files("corpus/cases").size(), "its minimal case is there");
  }

  private Set<String> reached() throws IOException {
    Set<String> result = new TreeSet<>();
    for (Path file : files("corpus/cases")) {
      String text = Files.readString(file);
      text.lines()
          .filter(l -> l.contains("\"shape:") || l.contains("\"grid:"))
          .forEach(result::add);
    }
    return result;
  }

  @Test
  void distillingKeepsWhatIsReachedAndTheCasesOfFindings() throws IOException {
    String run = folder.resolve("run").toString();
    assertEquals(1, fuzz("run --cases 12 --defects index-order --out " + run).status());
    assertEquals(0, fuzz("corpus add " + run).status());
    // Of the same classes, and larger.
    assertEquals(0, fuzz("corpus add cin=1,h=4,w=4,cout=1 cin=1,h=12,w=12,cout=1").status());
    List<Path> before = files("corpus/cases");
    Set<String> reached = reached();

    Outcome dry = fuzz("corpus distill --dry-run --json");
    assertEquals(before, files("corpus/cases"));
    assertEquals(0, fuzz("corpus distill").status());
    List<Path> after = files("corpus/cases");
    assertEquals(before.size() - dry.json().get("dropped").size(), after.size());
    assertTrue(after.size() < before.size());
    assertEquals(reached, reached());
    assertEquals(0, fuzz("corpus verify").status());

    JsonNode few = fuzz("corpus distill --most 1 --json").json();
    assertEquals(2, few.get("kept").size(), "the minimal case of the finding stays as well");
    assertFalse(few.get("lost").isEmpty());
    List<String> origins = new ArrayList<>();
    fuzz("corpus list --json")
        .json()
        .get("cases")
        .forEach(c -> origins.add(c.get("origin").asText()));
    assertTrue(origins.stream().anyMatch(o -> o.startsWith("finding ")), origins.toString());
  }

  @Test
  void verifySaysWhatDiffers() throws IOException {
    assertEquals(0, fuzz("corpus add cin=1,h=4,w=4,cout=2 cin=2,h=9,w=8,cout=3").status());
    Outcome good = fuzz("corpus verify --json");
    assertEquals(0, good.status(), good.err());
    assertEquals(2, good.json().get("cases").asInt());

    Outcome broken = fuzz("corpus verify --defects index-order --json");
    assertEquals(1, broken.status());
    assertEquals(2, broken.json().get("differing").size());
    assertTrue(broken.json().at("/differing/0/findings/0").asText().startsWith("algebra/hybrid/"));

    Path file = files("corpus/cases").getFirst();
    Files.writeString(
        file, Files.readString(file).replaceFirst("\"rule:[^\"]*\"", "\"rule:is no more\""));
    Outcome lost = fuzz("corpus verify");
    assertEquals(1, lost.status());
    assertTrue(lost.out().contains("no longer reaches rule:is no more"), lost.out());

    assertEquals(0, fuzz("corpus verify --update").status());
    assertEquals(0, fuzz("corpus verify").status(), "what it reaches today is what is kept");

    Files.writeString(file, "{");
    Outcome damaged = fuzz("corpus verify --json");
    assertEquals(2, damaged.status());
    assertEquals(1, damaged.json().get("damaged").size());
    assertEquals(1, damaged.json().get("cases").asInt());
    assertEquals("{", Files.readString(file), "it stays where it is");

    Outcome repaired = fuzz("corpus verify --repair");
    assertEquals(0, repaired.status(), repaired.err());
    assertEquals("{", Files.readString(files("corpus/damaged").getFirst()));
    assertEquals(0, fuzz("corpus verify").status());
  }
}
