package winofuzz.spark;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import winofuzz.fuzz.cases.BadInputException;

/** The settings of Spark that a campaign needs. */
final class SparkSettings {
  /** Masters whose executor is this process. */
  private static final Pattern LOCAL = Pattern.compile("local(\\[.*])?");

  private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[\\d+,\\d+,(\\d+)]");

  /** What bin/fuzz has executors started with: the options of the driver's JVM. */
  private static final String LAUNCHER_OPTIONS = "winofuzz.executorOptions";

  /** The ahead-of-time cache of bin/fuzz, for processes of this machine. */
  private static final String LAUNCHER_CACHE = "winofuzz.engineCache";

  /**
   * What an executor cannot do without: deep graphs need a large stack, and the stack trace of what
   * breaks is part of a finding.
   */
  private static final String LEAST_JVM_OPTIONS = "-Xss16m -XX:-OmitStackTraceInFastThrow";

  static final String EXECUTOR_JVM_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String EXECUTOR_CLASS_PATH = "spark.executor.extraClassPath";
  private static final String JARS = "spark.jars";
  static final String PLUGINS = "spark.plugins";

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
    if (!LOCAL.matcher(master).matches()) {
      boolean onThisMachine = LOCAL_CLUSTER.matcher(master).matches();
      setJvmOptions(conf, onThisMachine);
      if (onThisMachine) {
        // A cache is for a class path that begins as that of the process which made it.
        prepend(conf, EXECUTOR_CLASS_PATH, File.pathSeparator, classPath());
      } else {
        prepend(conf, JARS, ",", jars());
      }
    }
    return conf;
  }

  private static void setJvmOptions(SparkConf conf, boolean onThisMachine) {
    List<String> options = new ArrayList<>(List.of(LEAST_JVM_OPTIONS));
    String launcher = System.getProperty(LAUNCHER_OPTIONS);
    if (launcher != null) {
      options.add(launcher);
    }
    String cache = System.getProperty(LAUNCHER_CACHE);
    if (cache != null && onThisMachine) {
      options.add("'-XX:AOTCache=%s'".formatted(cache));
    }
    prepend(conf, EXECUTOR_JVM_OPTIONS, " ", options);
    if (launcher != null) {
      conf.set(ExecutorOptions.KEY, conf.get(EXECUTOR_JVM_OPTIONS));
      prepend(conf, PLUGINS, ",", List.of(ExecutorOptions.class.getName()));
    }
  }

  /** Puts values before those that the user has set. */
  private static void prepend(SparkConf conf, String key, String separator, List<String> values) {
    List<String> all = new ArrayList<>(values);
    if (conf.contains(key)) {
      all.add(conf.get(key));
    }
    conf.set(key, String.join(separator, all));
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
    return classPath().stream()
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .filter(jar -> !ofSpark.equals(jar.getParent()))
        .map(Path::toString)
        .toList();
  }

  private static List<String> classPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
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
