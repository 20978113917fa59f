package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.cli.Shell.Outcome;
import winofuzz.fuzz.lowering.ToyCompiler;
import winofuzz.fuzz.lowering.ToyCompiler.Mistake;

/** What the commands say that are asked for programs and cannot. */
final class ProgramsCommandTest {
  @TempDir private Path folder;

  private Outcome fuzz(String words) {
    return new Shell(folder).fuzz(new ToyCompiler(Mistake.NONE), words.split(" "));
  }

  private void assertMistake(String words, String problem) {
    Outcome outcome = fuzz(words);
    assertEquals(2, outcome.status(), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains(problem), outcome.err());
  }

  @Test
  void aCompilerThatLowersNoProgramsIsRefused() {
    assertMistake("run --programs", "--programs: expected a compiler that lowers programs");
    assertMistake("check --program x.json", "--program: expected a compiler that lowers programs");
  }

  @Test
  void whatACampaignOverProgramsDoesNotHaveIsRefused() {
    assertMistake("run --programs --inputs onehot", "--inputs: expected without --programs");
    assertMistake("run --programs --inputs real --resume x", "--inputs: expected without --prog");
  }

  @Test
  void oneThingIsChecked() {
    assertMistake("check", "expected --case or --program");
    assertMistake("check --case cin=1 --program x.json", "expected --case or --program");
  }
}
