package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.cli.Shell.Outcome;

/** {@code docs/examples/direct_compiler.py}, judged from end to end. */
final class ExampleCompilerTest {
  private static final String COMPILER =
      "python3 '" + Path.of("..", "docs", "examples", "direct_compiler.py").toAbsolutePath() + "'";
  private static final String WRONG = COMPILER + " --wrong-padding";

  @TempDir private Path folder;

  @BeforeAll
  static void requirePython() throws InterruptedException {
    boolean found;
    try {
      found = new ProcessBuilder("python3", "-c", "").start().waitFor() == 0;
    } catch (IOException e) {
      found = false;
    }
    assumeTrue(found, "there is no python3 here");
  }

  private Outcome fuzz(String compiler, String words) {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.addAll(List.of("--compiler", compiler));
    return new Shell(folder).command(all.toArray(String[]::new));
  }

  @Test
  void itSpeaksTheProtocol() throws IOException {
    Outcome text = new Shell(folder).command("protocol", "check", COMPILER);
    assertEquals(0, text.status(), text.out() + text.err());
    assertTrue(text.out().lines().allMatch(line -> line.startsWith("ok    ")), text.out());
    assertTrue(
        text.out().startsWith("ok    greeting: example 1 with paths direct, rows for float32"),
        text.out());
    JsonNode json = new Shell(folder).command("protocol", "check", "--json", COMPILER).json();
    assertEquals("greeting", json.at("/0/check").asText());
    assertEquals("ok", json.at("/0/outcome").asText());
    Outcome none = new Shell(folder).command("protocol", "check", "'" + folder + "/none'");
    assertEquals(
        new Outcome(
            2,
            "",
            "fuzz protocol check: expected a compiler that can be started, found '%s/none'\n"
                .formatted(folder)),
        none);
    assertEquals(1, new Shell(folder).command("protocol", "check", "sh -c 'exit 0'").status());
  }

  @Test
  void itsKernelsAreTheConvolution() throws IOException {
    Outcome check = fuzz(COMPILER, "check --case cin=2,h=4,w=5,cout=3,pad=1/0/2/1,inputs=onehot:1");
    assertEquals(0, check.status(), check.err());
    assertTrue(check.out().contains("device     direct  holds     sim exactly"), check.out());
    assertTrue(check.out().contains("cross-path rows    holds     equals direct bit"), check.out());
    Outcome run = fuzz(COMPILER, "run --cases 30 --jobs 1 --json");
    assertEquals(0, run.status(), run.out());
    assertEquals(30, run.json().at("/cases").asInt());
    Outcome grid = fuzz(COMPILER, "grid --sizes 8");
    assertEquals(0, grid.status(), grid.err());
    assertTrue(grid.out().contains("1024, 1, 1"), grid.out());
  }

  @Test
  void itsKernelsRunAsBundles() throws IOException {
    Path bundles = folder.resolve("bundles");
    Outcome compile =
        fuzz(COMPILER, "compile --case cin=2,h=4,w=5,cout=3 --path rows -o " + bundles);
    assertEquals(0, compile.status(), compile.err());
    List<String> words = new ArrayList<>(List.of("exec", "--check"));
    try (var made = Files.list(bundles)) {
      made.forEach(bundle -> words.add(bundle.toString()));
    }
    assertEquals(3, words.size(), words::toString);
    Outcome exec = new Shell(folder).command(words.toArray(String[]::new));
    assertEquals(0, exec.status(), exec.out() + exec.err());
  }

  @Test
  void aMistakeIsFoundOnItsSmallestCase() throws IOException {
    Outcome run = fuzz(WRONG, "run --cases 30 --jobs 1 --json");
    assertEquals(1, run.status(), run.err());
    JsonNode findings = run.json().at("/findings");
    assertEquals(1, findings.size(), run.out());
    assertEquals("device/direct/sim", findings.at("/0/signature").asText());
    assertTrue(findings.at("/0/provenMinimal").asBoolean(), run.out());
    assertEquals(1, findings.at("/0/minimal/w").asInt(), run.out());

    Outcome triage = fuzz(WRONG, "triage " + findings.at("/0/id").asText());
    assertEquals(1, triage.status(), triage.err());
    assertTrue(triage.out().contains("device/direct/sim"), triage.out());
    Outcome other = fuzz(COMPILER, "triage " + findings.at("/0/id").asText());
    assertEquals(2, other.status());
    assertTrue(other.err().contains("with which it was made"), other.err());
  }

  @Test
  void theGateKnowsWhatTheBaselineHas() throws IOException {
    assertEquals(0, fuzz(COMPILER, "corpus add cin=1,h=4,w=4,cout=1").status());
    assertEquals(0, fuzz(COMPILER, "gate --cases 10 --jobs 1").status());
    Outcome gate = fuzz(WRONG, "gate --cases 10 --jobs 1 --json");
    assertEquals(1, gate.status(), gate.err());
    assertEquals("device/direct/sim", gate.json().at("/findings/0/signature").asText());
    assertEquals(0, fuzz(WRONG, "gate --cases 10 --jobs 1 --update").status());
    assertEquals(0, fuzz(WRONG, "gate --cases 10 --jobs 1").status());
  }
}
