package winofuzz.spark;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Has executors started with the options of the driver's JVM alone. Spark puts its own before those
 * that are set, among them a module that is being incubated; with such a module the JVM uses no
 * profiles of an ahead-of-time cache, so that an executor takes minutes to reach its pace. Spark
 * asks a plugin before it starts executors; these have no need of it, and do not hear of it.
 */
public final class ExecutorOptions implements SparkPlugin {
  /** What executors are to be started with; Spark passes over a setting that it does not know. */
  static final String KEY = "spark.winofuzz.executorOptions";

  /** A plugin, which has no state. */
  public ExecutorOptions() {}

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext context, PluginContext plugin) {
        SparkConf conf = context.conf();
        conf.set(SparkSettings.EXECUTOR_JVM_OPTIONS, conf.get(KEY));
        conf.set(SparkSettings.PLUGINS, others(conf.get(SparkSettings.PLUGINS)));
        return Map.of();
      }
    };
  }

  private static String others(String plugins) {
    return Stream.of(plugins.split(","))
        .filter(name -> !name.equals(ExecutorOptions.class.getName()))
        .collect(Collectors.joining(","));
  }

  /** {@inheritDoc} There is nothing to do on an executor. */
  @Override
  public @Nullable ExecutorPlugin executorPlugin() {
    return null;
  }
}
