package winofuzz.spark;

import java.io.IOException;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import winofuzz.fuzz.campaign.Fleet;
import winofuzz.fuzz.fleet.FleetProvider;
import winofuzz.fuzz.fleet.JudgePlan;

/** Starts applications of Spark. */
public final class SparkFleetProvider implements FleetProvider {
  /** What Spark takes for a master. */
  private static final Pattern MASTER =
      Pattern.compile(
          "(spark|k8s)://.+|local|local\\[(\\d+|\\*)(,\\d+)?]|local-cluster\\[\\d+,\\d+,\\d+]");

  /** A provider, which has no state. */
  public SparkFleetProvider() {}

  @Override
  public boolean offers(String engine) {
    return MASTER.matcher(engine).matches();
  }

  @Override
  public Fleet start(
      String engine, SortedMap<String, String> options, JudgePlan plan, Consumer<String> notices)
      throws IOException {
    return SparkFleet.start(SparkSettings.of(engine, options), plan, notices);
  }
}
