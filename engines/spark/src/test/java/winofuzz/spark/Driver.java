package winofuzz.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of the fuzzer as {@code bin/fuzz} starts it. */
record Driver(Process process) {
  private static final Path HOME = Path.of(System.getProperty("winofuzz.home"));
  private static final Path SPARK = HOME.resolve("engines/spark");
  private static final Path JAVA_OPTIONS = SPARK.resolve("src/main/launch/java-options");

  /** Starts a command whose project folder, for what it writes, is another one. */
  static Driver start(Path home, String... command) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> words =
        new ArrayList<>(
            List.of(
                java.toString(),
                "@" + JAVA_OPTIONS,
                "-Xmx2g",
                "-Xss16m",
                "-XX:-OmitStackTraceInFastThrow",
                "-Dwinofuzz.home=" + home,
                "-Dwinofuzz.executorOptions=" + executorOptions(),
                "-cp",
                String.join(
                    File.pathSeparator,
                    HOME.resolve("fuzz/target/lib") + "/*",
                    SPARK.resolve("target/engine") + "/*",
                    SPARK.resolve("target/spark/jars") + "/*"),
                "winofuzz.fuzz.cli.Main"));
    words.addAll(Arrays.asList(command));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("SPARK_HOME", SPARK.resolve("target/spark").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(home.resolve("log").toFile());
    return new Driver(builder.start());
  }

  private static String executorOptions() throws IOException {
    return Files.readAllLines(JAVA_OPTIONS).stream()
        .filter(line -> line.startsWith("-"))
        .collect(Collectors.joining(" "));
  }

  /** Waits for its end and returns its exit status. */
  int end() throws InterruptedException {
    if (!process.waitFor(35, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the driver does not end");
    }
    return process.exitValue();
  }

  /** The JVMs of its executors, which are all the JVMs that it starts itself. */
  List<ProcessHandle> executors() {
    return process
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("/java"))
        .toList();
  }

  /** The executor that has run for longest, so that it has a judge. */
  Optional<ProcessHandle> oldestExecutor() {
    return executors().stream()
        .min(Comparator.comparing(e -> e.info().startInstant().orElseThrow()));
  }

  /**
   * Kills executors while another one is at work, spread over a run by the cases that are judged.
   *
   * @return how many it has killed, fewer if the run ends before
   */
  int killExecutors(int kills, CampaignRun run, int cases)
      throws IOException, InterruptedException {
    int killed = 0;
    while (killed < kills && process.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(500);
      if (run.cases() >= cases * (killed + 1) / (kills + 2)
          && executors().size() == 2
          && oldestExecutor().orElseThrow().destroyForcibly()) {
        killed++;
      }
    }
    return killed;
  }
}
