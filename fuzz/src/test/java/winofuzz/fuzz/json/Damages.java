package winofuzz.fuzz.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import winofuzz.fuzz.cases.BadInputException;

/**
 * Damages a document in every way: each key is left out, null, of another kind, and too large a
 * number; each object has a key too many; the whole is cut off, and something else than an object.
 */
public final class Damages {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Stands before each message; a reader starts its messages with it. */
  public static final String WHERE = "here";

  /** What is to be tested. */
  @FunctionalInterface
  public interface Reader {
    /** Reads a document, which is called {@link #WHERE}. */
    void read(String text) throws IOException;
  }

  private final ObjectNode good;
  private final Reader reader;
  private final StringBuilder report = new StringBuilder();

  private Damages(ObjectNode good, Reader reader) {
    this.good = good;
    this.reader = reader;
  }

  /** Returns a line for each damage: what it is, and what the reader says, or that it reads it. */
  public static String report(String document, Reader reader) throws IOException {
    reader.read(document);
    Damages damages = new Damages((ObjectNode) JSON.readTree(document), reader);
    damages.tell("cut off", document.substring(0, document.length() / 2));
    damages.tell("nothing", "");
    damages.tell("[]", "[]");
    damages.tell("twice", damages.good + " " + damages.good);
    damages.damage(damages.good, "");
    return damages.report.toString();
  }

  private void tell(String damage, String text) throws IOException {
    String message = "is read";
    try {
      reader.read(text);
    } catch (BadInputException e) {
      message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith(WHERE + ": "), message);
      assertEquals(1, message.lines().count(), message);
      assertFalse(message.matches(".*(com\\.|java\\.|[jJ]ackson|START_|VALUE_).*"), message);
    }
    report.append(damage).append(" -> ").append(message).append('\n');
  }

  private void damage(ObjectNode object, String path) throws IOException {
    for (String key : List.copyOf(object.properties().stream().map(e -> e.getKey()).toList())) {
      JsonNode value = object.get(key);
      String name = path + key;
      object.remove(key);
      tell("no " + name, good.toString());
      for (String other : others(value)) {
        object.set(key, JSON.readTree(other));
        tell(name + " " + other, good.toString());
      }
      object.set(key, value);
      if (value instanceof ObjectNode inner) {
        damage(inner, name + ".");
      } else if (value instanceof ArrayNode list && !list.isEmpty()) {
        damage(list, name);
      }
    }
    object.put("surprise", 1);
    tell(path + "surprise", good.toString());
    object.remove("surprise");
  }

  private void damage(ArrayNode list, String path) throws IOException {
    int last = list.size() - 1;
    JsonNode value = list.get(last);
    for (String other : others(value)) {
      list.set(last, JSON.readTree(other));
      tell(path + "[" + last + "] " + other, good.toString());
    }
    list.set(last, value);
    if (value instanceof ObjectNode inner) {
      damage(inner, path + "[" + last + "].");
    }
  }

  private static List<String> others(JsonNode value) {
    if (value.isNumber()) {
      return List.of(
          "null", "\"x\"", "\"\"", "1.5", "99999999999999999999", "-99999999999999999999", "[]");
    }
    if (value.isTextual()) {
      return List.of("null", "7", "\"\"", "\"x\\n\"", "{}");
    }
    return List.of("null", "7", "\"x\"", value.isObject() ? "[]" : "{}");
  }
}
