package winofuzz.fuzz.programs.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.programs.ProgramSample;
import winofuzz.fuzz.programs.ProgramScript;
import winofuzz.fuzz.programs.ProgramSource;
import winofuzz.fuzz.programs.campaign.PlantedProgramCompiler.Mistake;
import winofuzz.metal.sim.SimDevice;

/** Compilers that are wrong in one way come to one finding, on the smallest program. */
final class ProgramCampaignTest {
  @TempDir private Path folder;

  private static ProgramJudge judge(Mistake mistake) {
    return new ProgramJudge(
        new PlantedProgramCompiler(mistake), new SimDevice(), List.of(PlantedProgramCompiler.PATH));
  }

  /** A clock that stands still, so that the budget is never spent. */
  private static ProgramResult run(Mistake mistake, int programs, int jobs) throws Exception {
    return run(mistake, programs, jobs, new ProgramListener() {});
  }

  private static ProgramResult run(
      Mistake mistake, int programs, int jobs, ProgramListener listener) throws Exception {
    return campaign(mistake, plan(programs, jobs), listener, ProgramCheckpoint.START).run();
  }

  private static ProgramPlan plan(int programs, int jobs) {
    Setting setting =
        new Setting(List.of(PlantedProgramCompiler.PATH), Set.of(), Target.APPLE, "sim");
    return new ProgramPlan(1, Duration.ofDays(1), programs, jobs, setting);
  }

  private static ProgramCampaign campaign(
      Mistake mistake, ProgramPlan plan, ProgramListener listener, ProgramCheckpoint from) {
    return new ProgramCampaign(plan, judge(mistake), listener, () -> 0, from);
  }

  private ProgramFolder files() {
    return new ProgramFolder(folder, message -> {});
  }

  private static String script(ProgramResult result) {
    return ProgramScript.of(result.findings().getFirst().smallest());
  }

  @Test
  void aRightCompilerHasNoFinding() throws Exception {
    ProgramResult result = run(Mistake.NONE, 300, 2);
    assertEquals(List.of(), result.findings());
    assertEquals(300, result.counts().programs());
    assertEquals(900, result.counts().samples());
    assertFalse(result.interrupted());
  }

  @Test
  void wrongValuesAreFoundOnTheSmallestProgram() throws Exception {
    ProgramResult result = run(Mistake.WRONG_AFTER_CAST_AND_REPEAT, 1000, 2);
    assertEquals(
        List.of("values/cast-repeat"),
        result.findings().stream().map(ProgramFinding::signature).toList());
    ProgramFinding finding = result.findings().getFirst();
    assertTrue(finding.isFinished());
    assertTrue(finding.count() > 1, "seen on " + finding.count());
    assertEquals("1 of 1 elements differ; the first at 0: expected 0, found 1", finding.detail());
    assertEquals(
        """
        from tinygrad import Tensor, dtypes
        a = Tensor([0], dtype=dtypes.int32).realize().reshape(())
        t1 = a.cast(dtypes.int32)
        y = t1.repeat(())
        y = y.contiguous().realize()
        expected, found = 0, y.tolist()
        print("expected", expected)
        print("found   ", found)
        raise SystemExit(found != expected)
        """,
        script(result));
  }

  @Test
  void aFaultIsFoundOnTheSmallestProgram() throws Exception {
    ProgramResult result = run(Mistake.FAULT_IN_PADDED_GATHER, 1000, 2);
    assertEquals(
        List.of("safety/read-out-of-bounds/gather-pad"),
        result.findings().stream().map(ProgramFinding::signature).toList());
    assertEquals("element -1 of 3", result.findings().getFirst().detail());
    assertTrue(script(result).contains("y = t1.pad(())"), script(result));
  }

  @Test
  void anErrorIsOneFindingByItsTypeAndPlace() throws Exception {
    ProgramResult result = run(Mistake.NO_TRIANGLES, 500, 2);
    assertEquals(
        List.of("lowering/KeyError/ops.py:7"),
        result.findings().stream().map(ProgramFinding::signature).toList());
    assertEquals(1, result.findings().getFirst().smallest().program().steps().size());
    assertTrue(result.findings().getFirst().count() > 10);
  }

  @Test
  void findingsThatBlameOneRuleAreOne() throws Exception {
    ProgramResult result = run(Mistake.WRONG_BY_A_RULE, 300, 2);
    assertEquals(
        List.of("values/fold.py:3"),
        result.findings().stream().map(ProgramFinding::signature).toList());
    assertEquals("fold.py:3", result.findings().getFirst().rule());
    assertTrue(result.findings().getFirst().count() > 10, result.toString());
  }

  @Test
  void whatIsNotOfferedIsCounted() throws Exception {
    ProgramResult result = run(Mistake.NO_FLIPS, 300, 2);
    assertEquals(List.of(), result.findings());
    assertTrue(result.counts().undecided().getOrDefault("flips", 0) > 10, result.toString());
  }

  @Test
  void theNumberOfThreadsDecidesNothing() throws Exception {
    ProgramResult one = run(Mistake.WRONG_AFTER_CAST_AND_REPEAT, 500, 1);
    ProgramResult four = run(Mistake.WRONG_AFTER_CAST_AND_REPEAT, 500, 4);
    assertEquals(one.findings(), four.findings());
  }

  @Test
  void whatIsFoundIsKeptAndCheckedAgain() throws Exception {
    ProgramFolder files = files();
    files.begin(plan(500, 2));
    ProgramResult result = run(Mistake.FAULT_IN_PADDED_GATHER, 500, 2, files);
    ProgramFinding finding = result.findings().getFirst();
    assertEquals(
        List.of(finding.id() + ".json", finding.id() + ".py"), names(folder.resolve("programs")));
    ProgramFile kept = ProgramFile.read(files.file(finding.id()));
    assertEquals(finding, kept.finding());
    assertEquals(
        ProgramScript.of(finding.smallest()),
        Files.readString(folder.resolve("programs").resolve(finding.id() + ".py")));
    ProgramVerdict again = judge(Mistake.FAULT_IN_PADDED_GATHER).judge(List.of(kept.sample()));
    assertTrue(again instanceof ProgramVerdict.Wrong, again.toString());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  /** What is found before it is made smaller is there already when it is stopped. */
  @Test
  void aStopKeepsWhatWasFound() throws Exception {
    ProgramFolder files = files();
    files.begin(plan(1000, 1));
    List<ProgramCampaign> running = new ArrayList<>();
    ProgramListener stopping =
        new ProgramListener() {
          @Override
          public void found(ProgramFinding finding) throws IOException {
            files.found(finding);
            running.getFirst().stop();
          }

          @Override
          public void minimized(ProgramFinding finding) throws IOException {
            files.minimized(finding);
          }
        };
    running.add(campaign(Mistake.NO_TRIANGLES, plan(1000, 1), stopping, ProgramCheckpoint.START));
    ProgramResult result = running.getFirst().run();
    assertTrue(result.interrupted());
    assertFalse(result.findings().isEmpty());
    assertFalse(result.findings().getFirst().isFinished());
    assertTrue(names(folder.resolve("programs")).size() >= 2);
  }

  /**
   * Writes to a folder until it has done so a number of times; then the process is as if killed.
   */
  private static final class Killed implements ProgramListener {
    private final ProgramFolder files;
    private int left;

    Killed(ProgramFolder files, int writes) {
      this.files = files;
      left = writes;
    }

    private void live() throws IOException {
      if (left == 0) {
        throw new IOException("killed");
      }
      left--;
    }

    @Override
    public void found(ProgramFinding finding) throws IOException {
      live();
      files.found(finding);
    }

    @Override
    public void minimized(ProgramFinding finding) throws IOException {
      live();
      files.minimized(finding);
    }

    @Override
    public void counted(ProgramCheckpoint checkpoint) throws IOException {
      live();
      files.counted(checkpoint);
    }

    @Override
    public void dropped(ProgramFinding finding) throws IOException {
      live();
      files.dropped(finding);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8})
  void aKilledRunGoesOnToWhatItWouldHaveComeTo(int writes) throws Exception {
    Mistake mistake = Mistake.WRONG_AFTER_CAST_AND_REPEAT;
    ProgramResult expected = run(mistake, 600, 2);
    ProgramPlan plan = plan(600, 2);
    try (ProgramFolder files = files()) {
      files.begin(plan);
      assertThrows(
          IOException.class,
          () -> campaign(mistake, plan, new Killed(files, writes), ProgramCheckpoint.START).run());
    }
    ProgramResult result;
    try (ProgramFolder files = files()) {
      ProgramCheckpoint checkpoint = files.checkpoint(false);
      files.goOn(files.plan(2), checkpoint);
      result = campaign(mistake, plan, files, checkpoint).run();
    }
    assertEquals(expected.findings(), result.findings());
    assertEquals(expected.counts(), result.counts());
    List<String> kept = new ArrayList<>();
    expected.findings().forEach(f -> kept.addAll(List.of(f.id() + ".json", f.id() + ".py")));
    assertEquals(kept.stream().sorted().toList(), names(folder.resolve("programs")));
  }

  /** What a stop leaves half-done is done again, and what it was called before is gone. */
  @Test
  void aStoppedRunGoesOnToWhatItWouldHaveComeTo() throws Exception {
    Mistake mistake = Mistake.NO_TRIANGLES;
    ProgramResult expected = run(mistake, 600, 1);
    List<ProgramCampaign> running = new ArrayList<>();
    try (ProgramFolder files = files()) {
      files.begin(plan(600, 1));
      running.add(
          campaign(mistake, plan(600, 1), stoppingAt(files, running, 2), ProgramCheckpoint.START));
      assertTrue(running.getFirst().run().interrupted());
    }
    try (ProgramFolder files = files()) {
      ProgramCheckpoint checkpoint = files.checkpoint(false);
      assertFalse(checkpoint.open().isEmpty() && checkpoint.findings().isEmpty());
      files.goOn(files.plan(1), checkpoint);
      ProgramResult result = campaign(mistake, plan(600, 1), files, checkpoint).run();
      assertEquals(expected.findings(), result.findings());
    }
    assertEquals(2 * expected.findings().size(), names(folder.resolve("programs")).size());
  }

  /** Keeps everything, and stops a campaign when it has found a number of programs. */
  private static ProgramListener stoppingAt(
      ProgramFolder files, List<ProgramCampaign> running, int number) {
    return new ProgramListener() {
      private int found;

      @Override
      public void found(ProgramFinding finding) throws IOException {
        files.found(finding);
        found++;
        if (found == number) {
          running.getFirst().stop();
        }
      }

      @Override
      public void minimized(ProgramFinding finding) throws IOException {
        files.minimized(finding);
      }

      @Override
      public void counted(ProgramCheckpoint checkpoint) throws IOException {
        files.counted(checkpoint);
      }

      @Override
      public void dropped(ProgramFinding finding) throws IOException {
        files.dropped(finding);
      }
    };
  }

  @Test
  void smallerProgramsAreSmallerAndDefined() {
    for (int i = 0; i < 20; i++) {
      ProgramSample sample = new ProgramSource(3).get(i).sample(0);
      ProgramSize size = ProgramSize.of(sample);
      ProgramSize last = new ProgramSize(0, 0, 0, 0, 0, 0, 0);
      for (ProgramSample smaller : SmallerPrograms.of(sample)) {
        ProgramSize next = ProgramSize.of(smaller);
        assertTrue(next.compareTo(size) < 0, "smaller");
        assertTrue(next.compareTo(last) >= 0, "smallest first");
        assertEquals(smaller.program().output(), smaller.expected().type());
        last = next;
      }
    }
  }
}
