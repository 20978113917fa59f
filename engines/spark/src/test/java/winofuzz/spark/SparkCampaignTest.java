package winofuzz.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is found is what one process finds, whatever the number of executors and whichever of them,
 * or of drivers, end.
 */
final class SparkCampaignTest {
  private static final int FINDING = 1;
  private static final int INTERRUPTED = 130;

  @TempDir static Path one;
  private static SortedMap<String, String> expected = new TreeMap<>();

  @TempDir Path home;

  @BeforeAll
  static void oneProcess() throws IOException, InterruptedException {
    Path run = one.resolve("run");
    assertEquals(FINDING, Driver.start(one, command(run)).end());
    expected = kept(run);
    assertTrue(expected.size() > 10, expected.toString());
  }

  private static String[] command(Path run, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("run", "--cases", "40", "--seed", "1", "--budget", "7m", "--device", "sim"));
    words.addAll(List.of("--defects", "published", "--out", run.toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** The kept cases, the findings and the plan of a run. */
  private static SortedMap<String, String> kept(Path run) throws IOException {
    SortedMap<String, String> result = new TreeMap<>();
    for (String folder : List.of("cases", "findings")) {
      try (Stream<Path> files = Files.list(run.resolve(folder))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          result.put(folder + "/" + file.getFileName(), Files.readString(file));
        }
      }
    }
    result.put("run.json", Files.readString(run.resolve("run.json")));
    return result;
  }

  private Path run() {
    return home.resolve("run");
  }

  private String log() throws IOException {
    return Files.readString(home.resolve("log"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local[2]",
        "local-cluster[1,1,1536]",
        "local-cluster[2,1,1536]",
        "local-cluster[4,1,1536]"
      })
  void theNumberOfExecutorsChangesNothing(String master) throws IOException, InterruptedException {
    int status = Driver.start(home, command(run(), "--engine", master)).end();
    assertEquals(FINDING, status, log());
    assertEquals(expected, kept(run()));
  }

  @Test
  void executorsThatAreKilledChangeNothing() throws IOException, InterruptedException {
    Driver driver = Driver.start(home, command(run(), "--engine", "local-cluster[2,1,1536]"));
    int kills = 0;
    while (kills < 10 && driver.process().isAlive()) {
      TimeUnit.SECONDS.sleep(4);
      if (driver.executors().size() == 2
          && driver.oldestExecutor().orElseThrow().destroyForcibly()) {
        kills++;
      }
    }
    assertEquals(FINDING, driver.end(), log());
    assertEquals(10, kills, log());
    assertEquals(10, log().lines().filter(line -> line.contains(" lost: ")).count(), log());
    assertEquals(expected, kept(run()));
  }

  @Test
  void aDriverThatEndsEarlyGoesOn() throws IOException, InterruptedException {
    String engine = "local-cluster[2,1,1536]";
    Driver stopped = Driver.start(home, command(run(), "--engine", engine));
    waitForCases(stopped, 8);
    List<ProcessHandle> executors = stopped.executors();
    stopped.process().destroy();
    assertEquals(INTERRUPTED, stopped.end(), log());
    waitForEnd(executors);
    assertFalse(log().contains("Exception"), log());

    String[] goOn = {"run", "--resume", run().toString(), "--engine", engine};
    Driver killed = Driver.start(home, goOn);
    waitForCases(killed, 20);
    executors = killed.executors();
    killed.process().destroyForcibly();
    int _ = killed.end();
    waitForEnd(executors);

    assertEquals(FINDING, Driver.start(home, goOn).end(), log());
    assertEquals(expected, kept(run()));
  }

  private void waitForCases(Driver driver, int count) throws IOException, InterruptedException {
    Path counts = run().resolve("statistics.json");
    while (driver.process().isAlive()) {
      if (Files.exists(counts)
          && Files.readString(counts)
              .lines()
              .filter(line -> line.startsWith("  \"cases\" : "))
              .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
              .anyMatch(n -> n >= count)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("the driver ended: " + log());
  }

  private static void waitForEnd(List<ProcessHandle> executors) throws InterruptedException {
    for (int i = 0; i < 200 && executors.stream().anyMatch(ProcessHandle::isAlive); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertTrue(executors.stream().noneMatch(ProcessHandle::isAlive), "executors are left");
  }
}
