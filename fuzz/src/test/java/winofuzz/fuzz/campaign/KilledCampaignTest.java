package winofuzz.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.FakeCompiler;
import winofuzz.fuzz.oracle.Oracle;

/**
 * A process that is killed loses nothing, and what is resumed comes to what never was disturbed.
 */
final class KilledCampaignTest {
  private static final int CASES = 120;
  private static final int FEW_KILLS = 4;
  private static final int MANY_KILLS = 50;

  @TempDir Path root;

  /** Begins the run in a folder, or goes on with it. */
  public static void main(String[] args) throws Exception {
    goOn(Path.of(args[0]));
  }

  private static void goOn(Path root) throws Exception {
    List<String> messages = new ArrayList<>();
    try (RunFolder folder = new RunFolder(root, messages::add)) {
      goOn(folder);
    }
  }

  private static void goOn(RunFolder folder) throws Exception {
    if (!folder.isRun()) {
      Setting setting =
          new Setting(
              List.of(LoweringPath.OLD, LoweringPath.NEW, LoweringPath.HYBRID),
              Defect.published(),
              Target.APPLE,
              "sim");
      folder.begin(
          new Plan(
              3,
              Duration.ofHours(1),
              CASES,
              2,
              InputDomain.drawn(),
              List.of(Target.values()),
              setting,
              300));
    }
    Plan plan = folder.plan(2);
    folder.goOn(plan);
    Oracle oracle = new Oracle(new FakeCompiler(), plan.setting());
    new Campaign(plan, oracle, folder, System::nanoTime, folder.checkpoint()).run();
  }

  @Test
  void killedAFewTimesItComesToTheSame() throws Exception {
    killedItComesToTheSame(FEW_KILLS);
  }

  @Test
  @Tag("long")
  void killedManyTimesItComesToTheSame() throws Exception {
    killedItComesToTheSame(MANY_KILLS);
  }

  private void killedItComesToTheSame(int kills) throws Exception {
    Path undisturbed = root.resolve("undisturbed");
    goOn(undisturbed);
    Path disturbed = root.resolve("disturbed");
    Random random = new Random(kills);
    for (int i = 0; i < kills; i++) {
      Process process = start(disturbed);
      process.waitFor(random.nextInt(300, 1200), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    }
    assertEquals(0, start(disturbed).waitFor());
    assertFalse(Files.exists(disturbed.resolve("damaged")));
    assertTrue(files(undisturbed, "findings").size() >= 3);
    assertEquals(files(undisturbed, "findings"), files(disturbed, "findings"));
    assertEquals(files(undisturbed, "cases"), files(disturbed, "cases"));
    assertEquals(counts(undisturbed), counts(disturbed));
  }

  private static Process start(Path folder) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            java, "-cp", classes, KilledCampaignTest.class.getName(), folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The contents of a folder by the names of its files; nothing half-written is among them. */
  private static Map<String, String> files(Path run, String folder) throws IOException {
    Map<String, String> result = new TreeMap<>();
    try (Stream<Path> files = Files.list(run.resolve(folder))) {
      for (Path file : files.toList()) {
        result.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return result;
  }

  /** What was counted, times apart. */
  private static List<Object> counts(Path run) throws IOException {
    Statistics counted = new RunFolder(run, System.err::println).checkpoint().statistics();
    return List.of(
        counted.cases(),
        counted.grids(),
        counted.skipped(),
        counted.remarks(),
        counted.sightings());
  }
}
