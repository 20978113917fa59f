package winofuzz.ir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An object of the JSON form that is being read. An access that fails says where it was, what was
 * expected and what was found.
 *
 * @param where for errors, such as {@code node 7 (ADD)}
 */
record JsonObject(String where, JsonNode node) {
  JsonObject {
    if (!node.isObject()) {
      throw new InvalidGraphException(where + ": expected an object, found " + shortened(node));
    }
  }

  private static String shortened(JsonNode node) {
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  InvalidGraphException error(String expected, String found) {
    return new InvalidGraphException(where + ": expected " + expected + ", found " + found);
  }

  boolean has(String key) {
    return node.has(key);
  }

  String firstKey() {
    if (node.isEmpty()) {
      throw error("a key", "none");
    }
    return node.fieldNames().next();
  }

  private JsonNode get(String key, String expected, Predicate<JsonNode> fits) {
    JsonNode value = node.path(key);
    if (!fits.test(value)) {
      throw error(expected + " as " + key, value.isMissingNode() ? "nothing" : shortened(value));
    }
    return value;
  }

  JsonNode array(String key) {
    return get(key, "an array", JsonNode::isArray);
  }

  String text(String key) {
    return get(key, "a string", JsonNode::isTextual).textValue();
  }

  boolean bool(String key) {
    return get(key, "true or false", JsonNode::isBoolean).booleanValue();
  }

  long integer(String key) {
    return get(key, "an integer", n -> n.isIntegralNumber() && n.canConvertToLong()).longValue();
  }

  int small(String key) {
    return get(key, "a 32-bit integer", JsonNode::isInt).intValue();
  }

  JsonObject object(String key) {
    return new JsonObject(where, get(key, "an object", JsonNode::isObject));
  }

  Stream<JsonObject> objects(String key) {
    List<JsonObject> result = new ArrayList<>();
    array(key).forEach(element -> result.add(new JsonObject(where, element)));
    return result.stream();
  }

  private <T> List<T> list(
      String key, String expected, Predicate<JsonNode> fits, Function<JsonNode, T> read) {
    List<T> result = new ArrayList<>();
    for (JsonNode element : array(key)) {
      if (!fits.test(element)) {
        throw error(expected + " in " + key, shortened(element));
      }
      result.add(read.apply(element));
    }
    return Collections.unmodifiableList(result);
  }

  List<Integer> integers(String key) {
    return list(key, "32-bit integers", JsonNode::isInt, JsonNode::intValue);
  }

  List<Boolean> booleans(String key) {
    return list(key, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
  }

  List<String> texts(String key) {
    return list(key, "strings", JsonNode::isTextual, JsonNode::textValue);
  }

  <T> T oneOf(String key, T[] values, Function<T, String> name) {
    String text = text(key);
    return Arrays.stream(values)
        .filter(value -> name.apply(value).equals(text))
        .findFirst()
        .orElseThrow(
            () -> error("one of " + Arrays.stream(values).map(name).toList() + " as " + key, text));
  }

  DType dtype(String key) {
    String text = text(key);
    try {
      return DType.parse(text);
    } catch (InvalidGraphException e) {
      throw error("a type like float32, float32x4 or float32*global[64] as " + key, text);
    }
  }
}
