package winofuzz.fuzz.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The fields of a JSON object; one that is missing or of another kind is bad input. */
public final class Fields {
  private Fields() {}

  /** An object in a field. */
  public static ObjectNode object(ObjectNode from, String key, String where) {
    if (from.path(key) instanceof ObjectNode object) {
      return object;
    }
    throw bad(from, key, where, "an object");
  }

  /** A text in a field. */
  public static String text(ObjectNode from, String key, String where) {
    JsonNode value = from.path(key);
    if (value.isTextual()) {
      return value.asText();
    }
    throw bad(from, key, where, "a text");
  }

  /** A whole number in a field. */
  public static long number(ObjectNode from, String key, String where) {
    JsonNode value = from.path(key);
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.asLong();
    }
    throw bad(from, key, where, "a whole number");
  }

  private static BadInputException bad(ObjectNode from, String key, String where, String expected) {
    JsonNode found = from.get(key);
    return new BadInputException(
        where
            + ": "
            + key
            + ": expected "
            + expected
            + ", found "
            + (found == null ? "nothing" : found));
  }
}
