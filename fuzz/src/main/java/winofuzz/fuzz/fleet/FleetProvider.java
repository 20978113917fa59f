package winofuzz.fuzz.fleet;

import java.io.IOException;
import java.util.SortedMap;
import java.util.function.Consumer;
import winofuzz.fuzz.campaign.Fleet;

/**
 * Starts fleets of processes. A module that has one says so as a service, so that nothing else
 * depends on it.
 */
public interface FleetProvider {

  /** Returns whether an engine, as {@code --engine} names it, is one of this provider. */
  boolean offers(String engine);

  /**
   * Starts a fleet.
   *
   * @param engine one that it offers
   * @param options settings of the engine, as {@code --engine-option} has them
   * @param plan what its processes judge by
   * @param notices told, in one line each, of processes that begin and end
   * @throws winofuzz.fuzz.cases.BadInputException if the engine or an option makes no sense
   * @throws IOException if the engine cannot be reached
   */
  Fleet start(
      String engine, SortedMap<String, String> options, JudgePlan plan, Consumer<String> notices)
      throws IOException;
}
