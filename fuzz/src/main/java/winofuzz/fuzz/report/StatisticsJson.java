package winofuzz.fuzz.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import winofuzz.interpret.Statistics;

/** Summaries as JSON; what is no number in JSON is text. */
public final class StatisticsJson {
  private StatisticsJson() {}

  /** The object for one summary. */
  public static ObjectNode write(Statistics statistics) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("elements", statistics.elements());
    number(result, "min", statistics.least());
    number(result, "max", statistics.most());
    number(result, "mean", statistics.mean());
    return result.put("zeros", statistics.zeros()).put("nans", statistics.nans());
  }

  private static void number(ObjectNode into, String key, double value) {
    if (Double.isFinite(value)) {
      into.put(key, value);
    } else {
      into.put(key, String.valueOf(value));
    }
  }
}
