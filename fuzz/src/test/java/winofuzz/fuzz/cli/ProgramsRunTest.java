package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.cli.Shell.Outcome;
import winofuzz.fuzz.lock.RunLock;
import winofuzz.fuzz.programs.campaign.PlantedProgramCompiler.Mistake;

/** The folder of a campaign over programs: who uses it, and how the campaign goes on. */
final class ProgramsRunTest {
  @TempDir private Path folder;

  private Path run() {
    return folder.resolve("run");
  }

  private Outcome fuzz(String words) {
    return new Shell(folder).fuzz(new ToyProgramCompiler(Mistake.NO_TRIANGLES), words.split(" "));
  }

  private Outcome begun(int programs) {
    Outcome outcome =
        fuzz("run --programs --jobs 2 --json --cases " + programs + " --out " + run());
    assertEquals(1, outcome.status(), outcome.err());
    return outcome;
  }

  private void assertRefused(String words, String problem) {
    Outcome outcome = fuzz(words);
    outcome.assertMistake();
    assertTrue(outcome.err().contains(problem), outcome.err());
  }

  @Test
  void aRunThatGoesOnFindsWhatOneWithoutAStopFinds() throws IOException {
    Outcome whole = fuzz("run --programs --json --cases 200 --out " + folder.resolve("whole"));
    Outcome _ = begun(100);
    Outcome resumed = fuzz("run --json --cases 200 --resume " + run());
    assertEquals(1, resumed.status(), resumed.err());
    assertEquals(200, resumed.json().at("/programs").asInt());
    assertEquals(whole.json().at("/findings/0/finding"), resumed.json().at("/findings/0/finding"));
    assertEquals(1, resumed.json().at("/findings").size());
  }

  @Test
  void aUsedFolderIsRefused() {
    Outcome _ = begun(64);
    String used = "--out: expected a folder without a run, found one in " + run();
    assertRefused("run --programs --out " + run(), used);
    assertRefused("run --out " + run(), used);
    assertEquals(1, fuzz("run --programs --cases 64 --force --out " + run()).status());
  }

  @Test
  void aFolderInUseIsRefused() throws IOException {
    Outcome _ = begun(64);
    try (RunLock _ = RunLock.take(run(), message -> {})) {
      assertRefused("run --resume " + run(), "expected a folder that no run uses");
      assertRefused("run --programs --force --out " + run(), "expected a folder that no run uses");
    }
  }

  @Test
  void aRunThatGoesOnHasItsOwnSeed() {
    Outcome _ = begun(64);
    assertRefused("run --seed 4 --resume " + run(), "--seed: expected without --resume");
    assertRefused("run --programs --resume " + folder, "expected a folder with a programs.json");
  }

  @Test
  void whatIsDamagedIsRefusedOrSetAside() throws IOException {
    Outcome _ = begun(64);
    Files.writeString(run().resolve("statistics.json"), "{\"format\":1}");
    assertRefused("run --resume " + run(), "with --force the run begins again at program 0");
    Outcome forced = fuzz("run --json --force --resume " + run());
    assertEquals(1, forced.status(), forced.err());
    assertEquals(64, forced.json().at("/programs").asInt());
    assertTrue(Files.exists(run().resolve("damaged").resolve("statistics.json")));
  }
}
