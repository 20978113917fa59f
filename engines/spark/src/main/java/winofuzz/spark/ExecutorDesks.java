package winofuzz.spark;

import java.util.HashMap;
import java.util.Map;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.fleet.JudgeDesk;

/** The desk of this process: opened for its first task, and open for as long as it lives. */
final class ExecutorDesks {
  private static final Map<String, JudgeDesk> OPEN = new HashMap<>();

  private ExecutorDesks() {}

  /**
   * Returns the desk of a plan.
   *
   * @throws BadInputException as of {@link JudgeDesk#open}
   */
  static synchronized JudgeDesk of(String plan) {
    return OPEN.computeIfAbsent(plan, JudgeDesk::open);
  }

  /** Closes the desks of this process, which was the driver as well. */
  static synchronized void close() {
    OPEN.values().forEach(JudgeDesk::close);
    OPEN.clear();
  }
}
