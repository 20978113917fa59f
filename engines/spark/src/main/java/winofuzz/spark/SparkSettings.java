package winofuzz.spark;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import winofuzz.fuzz.cases.BadInputException;

/** The settings of Spark that a campaign needs. */
final class SparkSettings {
  /** Masters whose executor is this process. */
  private static final Pattern LOCAL = Pattern.compile("local(\\[.*])?");

  private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[\\d+,\\d+,(\\d+)]");

  /**
   * What an executor is started with, as {@code bin/fuzz} starts a process: deep graphs need a
   * large stack, the stack trace of what breaks is part of a finding, and graphs are many small
   * objects that die young.
   */
  private static final String JVM_OPTIONS =
      "-Xss16m -XX:-OmitStackTraceInFastThrow --enable-native-access=ALL-UNNAMED"
          + " --sun-misc-unsafe-memory-access=allow"
          + " -XX:+UseParallelGC -XX:NewRatio=1 -XX:MaxTenuringThreshold=6"
          + " -XX:-UseAdaptiveSizePolicy -XX:SurvivorRatio=6 -XX:+UseCompactObjectHeaders"
          + " -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400"
          + " -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000";

  private static final String EXECUTOR_JVM_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String JARS = "spark.jars";

  private SparkSettings() {}

  /**
   * Returns the settings for a master.
   *
   * @param chosen what the user sets, which comes before what is usual here
   * @throws BadInputException if a key is none of Spark
   */
  static SparkConf of(String master, SortedMap<String, String> chosen) {
    SparkConf conf = new SparkConf(false).setMaster(master).setAppName("Winofuzz");
    usual(master).forEach(conf::set);
    for (Map.Entry<String, String> option : chosen.entrySet()) {
      if (!option.getKey().startsWith("spark.")) {
        throw new BadInputException(
            "--engine-option: expected a setting of Spark, such as spark.executor.memory=4g, found"
                + " '%s'".formatted(option.getKey()));
      }
      conf.set(option.getKey(), option.getValue());
    }
    conf.set(
        EXECUTOR_JVM_OPTIONS,
        Stream.of(JVM_OPTIONS, chosen.get(EXECUTOR_JVM_OPTIONS))
            .filter(options -> options != null)
            .reduce((a, b) -> a + " " + b)
            .orElseThrow());
    if (!LOCAL.matcher(master).matches()) {
      conf.set(
          JARS,
          String.join(
              ",", Stream.concat(jars().stream(), Stream.ofNullable(chosen.get(JARS))).toList()));
    }
    return conf;
  }

  private static Map<String, String> usual(String master) {
    Matcher cluster = LOCAL_CLUSTER.matcher(master);
    return Map.of(
        "spark.executor.memory", cluster.matches() ? cluster.group(1) + "m" : "2g",
        "spark.ui.enabled", "false",
        // A task that takes so long is begun a second time elsewhere: its machine may be slow.
        "spark.speculation", "true",
        "spark.speculation.task.duration.threshold", "30s");
  }

  /**
   * Returns the jars that executors need and a Spark has not: those of the class path that are not
   * beside Spark's own.
   */
  private static List<String> jars() {
    Path ofSpark = folderOfSpark();
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .filter(jar -> !ofSpark.equals(jar.getParent()))
        .map(Path::toString)
        .toList();
  }

  private static Path folderOfSpark() {
    try {
      Path jar =
          Path.of(SparkContext.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Objects.requireNonNull(jar.toAbsolutePath().normalize().getParent());
    } catch (URISyntaxException e) {
      throw new AssertionError("a jar has a path", e);
    }
  }
}
