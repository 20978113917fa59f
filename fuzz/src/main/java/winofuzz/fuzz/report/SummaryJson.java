package winofuzz.fuzz.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import winofuzz.interpret.Summary;

/** Summaries as JSON; what is no number in JSON is text. */
public final class SummaryJson {
  private SummaryJson() {}

  /** The object for one summary. */
  public static ObjectNode write(Summary summary) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("elements", summary.elements());
    number(result, "min", summary.least());
    number(result, "max", summary.most());
    number(result, "mean", summary.mean());
    return result.put("zeros", summary.zeros()).put("nans", summary.nans());
  }

  private static void number(ObjectNode into, String key, double value) {
    if (Double.isFinite(value)) {
      into.put(key, value);
    } else {
      into.put(key, String.valueOf(value));
    }
  }
}
