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
  private static final String LARGE =
      """
      {"format":1,"symptom":"lowering/KeyError/ops.py:7","detail":"KeyError: triangle",
       "path":"planted","number":3,"count":2,"finished":false,
       "program":{"inputs":[{"name":"a","dtype":"int32","shape":[2,3]}],
         "steps":[{"op":"neg","of":[0]},{"op":"triu","of":[1],"diagonal":1},{"op":"neg","of":[2]}]},
       "values":[[1,2,3,4,5,6]]}
      """;

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

  @Test
  void triageTellsTheStoryOfAFinding() throws IOException {
    String id = begun(64).json().at("/findings/0/id").asText();
    Outcome triage = fuzz("triage " + id);
    assertEquals(1, triage.status(), triage.err());
    assertTrue(triage.out().contains("lowering/KeyError/ops.py:7\n"), triage.out());
    assertTrue(triage.out().contains("  seen     KeyError: triangle (ops.py:7)\n"), triage.out());
    assertTrue(triage.out().contains("  minimal  1 step on 1 input of "), triage.out());
    assertTrue(triage.out().contains("proven minimal: nothing that is one change"), triage.out());
    assertTrue(triage.out().contains("    y = y.contiguous().realize()\n"), triage.out());
  }

  /** A file that another run left may hold a larger program. */
  @Test
  void triageGoesOnMakingAProgramSmallerWithinItsBudget() throws IOException {
    Path file = Files.writeString(folder.resolve("large.json"), LARGE);
    Outcome none = fuzz("triage --budget 0s " + file);
    assertEquals(1, none.status(), none.err());
    assertTrue(none.out().contains("smallest so far 3 steps on 1 input of 6"), none.out());
    assertTrue(none.out().contains("not proven: out of time"), none.out());
    Outcome json = fuzz("triage --json " + file);
    assertEquals(1, json.json().at("/finding/program/steps").size(), json.out());
    assertTrue(json.json().at("/provenMinimal").asBoolean(), json.out());
  }

  @Test
  void aFindingThatIsGoneIsToldSo() throws IOException {
    Path file = Files.writeString(folder.resolve("large.json"), LARGE);
    Outcome triage =
        new Shell(folder).fuzz(new ToyProgramCompiler(Mistake.NONE), "triage", file.toString());
    assertEquals(0, triage.status(), triage.err());
    assertEquals(
        "its program does not show the finding any more: lowering/KeyError/ops.py:7\n",
        triage.err());
  }
}
