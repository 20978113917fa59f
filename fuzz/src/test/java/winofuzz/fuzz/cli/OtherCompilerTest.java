package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.cli.Shell.Outcome;
import winofuzz.fuzz.lowering.ToyCompiler;
import winofuzz.fuzz.lowering.ToyCompiler.Mistake;

/**
 * A compiler that is not this project's, and gives neither stages nor rules nor blame, is judged,
 * shrunk, gated and triaged by the same commands.
 */
final class OtherCompilerTest {
  @TempDir private Path folder;

  private Outcome fuzz(Mistake mistake, String words) {
    return new Shell(folder).fuzz(new ToyCompiler(mistake), words.split(" "));
  }

  @Test
  void withoutAMistakeNothingIsFound() throws IOException {
    Outcome run = fuzz(Mistake.NONE, "run --cases 40 --jobs 1 --json");
    assertEquals(0, run.status(), run.err());
    assertEquals(40, run.json().at("/cases").asInt());
    Outcome check = fuzz(Mistake.NONE, "check --case cin=2,h=4,w=5,cout=3,pad=1,inputs=onehot:1");
    assertTrue(check.out().contains("device     plain   holds     sim exactly"), check.out());
    assertTrue(check.out().contains("algebra    plain   skipped"), check.out());
  }

  @Test
  void wrongValuesAreFoundOnTheSmallestCase() throws IOException {
    Outcome run = fuzz(Mistake.FIRST_WEIGHT, "run --cases 40 --jobs 1 --json");
    assertEquals(1, run.status(), run.err());
    JsonNode findings = run.json().at("/findings");
    assertEquals(1, findings.size(), run.out());
    assertEquals("device/padded/sim", findings.at("/0/signature").asText());
    assertEquals(2, findings.at("/0/minimal/cout").asInt());
    assertEquals(1, findings.at("/0/minimal/cin").asInt());
    assertTrue(findings.at("/0/provenMinimal").asBoolean(), run.out());

    String id = findings.at("/0/id").asText();
    Outcome triage = fuzz(Mistake.FIRST_WEIGHT, "triage " + id);
    assertEquals(1, triage.status(), triage.err());
    assertTrue(triage.out().contains("device/padded/sim"), triage.out());
  }

  @Test
  void aReadOutOfBoundsFailsTheGateUntilTheBaselineHasIt() throws IOException {
    assertEquals(0, fuzz(Mistake.NONE, "corpus add cin=1,h=4,w=4,cout=1").status());
    Outcome gate = fuzz(Mistake.END_NOT_TESTED, "gate --cases 40 --jobs 1 --json");
    assertEquals(1, gate.status(), gate.err());
    JsonNode findings = gate.json().at("/findings");
    assertEquals(1, findings.size(), gate.out());
    assertEquals("safety/plain/read-out-of-bounds", findings.at("/0/signature").asText());
    assertEquals(0, fuzz(Mistake.END_NOT_TESTED, "gate --cases 40 --jobs 1 --update").status());
    assertEquals(0, fuzz(Mistake.END_NOT_TESTED, "gate --cases 40 --jobs 1").status());
  }

  @Test
  void itsPathsAreThoseThatItOffers() {
    Outcome other = fuzz(Mistake.NONE, "check --case cin=1,h=4,w=4,cout=1 --paths old,hybrid");
    assertEquals(2, other.status());
    assertTrue(other.err().contains("plain or padded"), other.err());
    Outcome compile = fuzz(Mistake.NONE, "compile --case cin=1,h=4,w=4,cout=1 --path padded");
    assertEquals(0, compile.status(), compile.err());
    assertTrue(compile.out().startsWith("copy"), compile.out());
    Outcome interpret = fuzz(Mistake.NONE, "interpret --case cin=1,h=4,w=4,cout=1 --stage linear");
    assertEquals(2, interpret.status());
  }
}
