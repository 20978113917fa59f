package winofuzz.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
  private static final int CASES = 40;
  private static final int INTERRUPTED = 130;

  @TempDir static Path one;
  private static SortedMap<String, String> expected = new TreeMap<>();

  @TempDir Path home;

  @BeforeAll
  static void oneProcess() throws IOException, InterruptedException {
    CampaignRun run = new CampaignRun(one.resolve("run"));
    assertEquals(FINDING, Driver.start(one, run.command(CASES)).end());
    expected = run.promised();
    assertTrue(expected.size() > 10, expected.toString());
  }

  private CampaignRun run() {
    return new CampaignRun(home.resolve("run"));
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
    int status = Driver.start(home, run().command(CASES, "--engine", master)).end();
    assertEquals(FINDING, status, log());
    assertEquals(expected, run().promised());
  }

  @Test
  void executorsThatAreKilledChangeNothing() throws IOException, InterruptedException {
    Driver driver = Driver.start(home, run().command(CASES, "--engine", "local-cluster[2,1,1536]"));
    int kills = driver.killExecutors(5, run(), CASES);
    assertEquals(FINDING, driver.end(), log());
    assertEquals(5, kills, log());
    assertEquals(5, log().lines().filter(line -> line.contains(" lost: ")).count(), log());
    assertEquals(expected, run().promised());
  }

  @Test
  void aDriverThatEndsEarlyGoesOn() throws IOException, InterruptedException {
    String engine = "local-cluster[2,1,1536]";
    Driver stopped = Driver.start(home, run().command(CASES, "--engine", engine));
    waitForCases(stopped, 8);
    List<ProcessHandle> executors = stopped.executors();
    stopped.process().destroy();
    assertEquals(INTERRUPTED, stopped.end(), log());
    waitForEnd(executors);
    assertFalse(log().contains("Exception"), log());

    String[] goOn = {"run", "--resume", run().folder().toString(), "--engine", engine};
    Driver killed = Driver.start(home, goOn);
    waitForCases(killed, 20);
    executors = killed.executors();
    killed.process().destroyForcibly();
    int _ = killed.end();
    waitForEnd(executors);

    assertEquals(FINDING, Driver.start(home, goOn).end(), log());
    assertEquals(expected, run().promised());
  }

  private void waitForCases(Driver driver, int count) throws IOException, InterruptedException {
    while (driver.process().isAlive()) {
      if (run().cases() >= count) {
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
