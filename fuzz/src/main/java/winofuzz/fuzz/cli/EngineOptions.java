package winofuzz.fuzz.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import winofuzz.fuzz.campaign.Fleet;
import winofuzz.fuzz.campaign.OwnThreads;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.fleet.FleetProvider;
import winofuzz.fuzz.fleet.JudgePlan;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.LimitedJudge;

/** The options that say where the cases of a campaign are judged. */
final class EngineOptions {
  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description =
          "judges cases on the executors of Apache Spark: spark://HOST:PORT, k8s://URL, local[N],"
              + " local-cluster[N,CORES,MB], as Spark names a master; see docs/spark.md. Default:"
              + " threads of this process")
  private @Nullable String engine;

  @Option(
      names = "--engine-option",
      paramLabel = "KEY=VALUE",
      description = "a setting of the engine, such as spark.executor.memory=4g; may be repeated")
  private Map<String, String> settings = new TreeMap<>();

  /**
   * Checks that there is such an engine, before anything is written.
   *
   * @throws BadInputException if there is none
   */
  void require() {
    if (engine != null) {
      FleetProvider _ = provider(engine);
    } else if (!settings.isEmpty()) {
      throw new BadInputException("--engine-option: expected with --engine");
    }
  }

  /** Whether cases are judged outside of this process. */
  boolean isGiven() {
    return engine != null;
  }

  /** Where cases are judged, in words. */
  String place() {
    return engine == null ? "threads of one process" : engine;
  }

  /**
   * Starts what judges the cases of a campaign.
   *
   * @param notices told of what happens to processes elsewhere
   * @throws BadInputException if there is no such engine
   */
  Fleet fleet(Plan plan, CaseLimits limits, Context context, Consumer<String> notices)
      throws IOException {
    if (engine == null) {
      return OwnThreads.owning(
          LimitedJudge.of(context.compiler(), plan.setting(), limits), plan.jobs());
    }
    List<String> command =
        context.choice().isBuiltin()
            ? null
            : new CompilerArguments(context.choice(), List.of()).command(context.home());
    return provider(engine)
        .start(
            engine,
            new TreeMap<>(settings),
            JudgePlan.of(plan.setting(), limits, command),
            notices);
  }

  private static FleetProvider provider(String engine) {
    List<FleetProvider> providers =
        ServiceLoader.load(FleetProvider.class).stream().map(ServiceLoader.Provider::get).toList();
    if (providers.isEmpty()) {
      throw new BadInputException(
          "--engine: expected Spark, which is not built here; mvn -Pspark -DskipTests package in"
              + " the folder of the project gets and builds it");
    }
    return providers.stream()
        .filter(provider -> provider.offers(engine))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "--engine: expected a master of Spark, such as spark://HOST:PORT, k8s://URL,"
                        + " local[N] or local-cluster[N,CORES,MB], found '"
                        + engine
                        + "'"));
  }
}
