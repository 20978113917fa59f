package winofuzz.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an engine is said in one line. */
final class SparkEngineTest {
  @TempDir Path home;

  private void refused(int status, String line, String... options)
      throws IOException, InterruptedException {
    String[] command = new String[options.length + 5];
    command[0] = "run";
    command[1] = "--cases";
    command[2] = "4";
    command[3] = "--out";
    command[4] = home.resolve("run").toString();
    System.arraycopy(options, 0, command, 5, options.length);
    assertEquals(status, Driver.start(home, command).end());
    String log = Files.readString(home.resolve("log"));
    assertTrue(log.lines().anyMatch(l -> l.matches("fuzz run: --engine" + line)), log);
    assertEquals(1, log.lines().filter(l -> l.startsWith("fuzz ")).count(), log);
    // Spark's own workers, which are in this process, may print one as they are stopped.
    assertFalse(log.contains("\tat winofuzz"), log);
  }

  @Test
  void whatIsNoMaster() throws IOException, InterruptedException {
    refused(
        2, ": expected a master of Spark, such as .*, found 'flink://x'", "--engine", "flink://x");
  }

  @Test
  void whatIsNoSettingOfSpark() throws IOException, InterruptedException {
    refused(
        2,
        "-option: expected a setting of Spark, .*, found 'memory'",
        "--engine",
        "local[1]",
        "--engine-option",
        "memory=4g");
  }

  @Test
  void aMasterThatIsNotThere() throws IOException, InterruptedException {
    refused(3, ": Spark .*", "--engine", "spark://127.0.0.1:1");
  }

  @Test
  void executorsThatCannotStart() throws IOException, InterruptedException {
    refused(
        3,
        ": .*executors.*",
        "--engine",
        "local-cluster[2,1,1024]",
        "--engine-option",
        "spark.executor.extraJavaOptions=-javaagent:/no/such.jar");
  }
}
