package winofuzz.fuzz.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.cases.Likeness;

/**
 * Why a document could not be read, in one line: the path of the key, what was expected, what was
 * found.
 */
final class JsonProblem {
  private static final int MOST_SHOWN = 60;

  /** Records of more keys are too long to list where one of them is expected. */
  private static final int MOST_KEYS = 4;

  private final JsonProcessingException failure;
  private final StringBuilder path = new StringBuilder();
  private int parentLength;
  private JsonNode found;

  /**
   * Creates a problem.
   *
   * @param root the document
   * @param failure what Jackson says of it
   */
  JsonProblem(JsonNode root, JsonProcessingException failure) {
    this.failure = failure;
    this.found = root;
    if (failure instanceof JsonMappingException mapping) {
      mapping.getPath().forEach(this::follow);
    }
  }

  private void follow(JsonMappingException.Reference step) {
    parentLength = path.length();
    if (step.getFieldName() != null) {
      path.append(path.isEmpty() ? "" : ": ").append(step.getFieldName());
      found = found.path(step.getFieldName());
    } else if (found.isArray()) {
      path.append('[').append(step.getIndex()).append(']');
      found = found.path(step.getIndex());
    } // Else one number stands in place of a list of one.
  }

  /** Returns the line. */
  String message() {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      @Nullable String problem =
          switch (cause) {
            case BadInputException e -> String.valueOf(e.getMessage());
            case UnrecognizedPropertyException e -> unknownKey(e);
            case InputCoercionException e -> outOfRange(e);
            // The name of a key may be wrong as well as a value, and is not what is at the path.
            case InvalidFormatException e when isName(e) ->
                "expected %s, found '%s'%s"
                    .formatted(
                        kind(e.getTargetType()),
                        e.getValue(),
                        Likeness.suggestion(
                            String.valueOf(e.getValue()), names(e.getTargetType())));
            case MismatchedInputException e -> expected(kind(e.getTargetType()));
            default -> null; // A wrapper of the cause that tells more.
          };
      if (problem != null) {
        return path.isEmpty() ? problem : path + ": " + problem;
      }
    }
    throw new AssertionError("a document that cannot be read into", failure);
  }

  private String expected(String what) {
    return "expected " + what + ", found " + shown(found);
  }

  private static boolean isName(InvalidFormatException e) {
    return e.getTargetType().isEnum() && e.getValue() instanceof String;
  }

  private String unknownKey(UnrecognizedPropertyException e) {
    path.setLength(parentLength);
    List<String> known = keys(e.getReferringClass());
    return "unknown key '%s', expected one of %s%s"
        .formatted(
            e.getPropertyName(),
            String.join(", ", known),
            Likeness.suggestion(e.getPropertyName(), known));
  }

  private static List<String> keys(Class<?> document) {
    return Arrays.stream(document.getRecordComponents()).map(JsonProblem::key).toList();
  }

  private static List<String> required(Class<?> document) {
    return Arrays.stream(document.getRecordComponents())
        .filter(c -> !DocumentIntrospector.isNullable(c))
        .map(JsonProblem::key)
        .toList();
  }

  private static String key(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null || named.value().isEmpty() ? component.getName() : named.value();
  }

  private String outOfRange(InputCoercionException e) {
    if (found.isObject()) {
      // Jackson's path to a number in a map ends at the map.
      String key = e.getProcessor().getParsingContext().getCurrentName();
      follow(new JsonMappingException.Reference(found, key));
    }
    boolean isInt = e.getTargetType() == int.class;
    boolean isLarge = found.bigIntegerValue().signum() > 0;
    return expected(
        isLarge
            ? "a whole number of at most " + (isInt ? Integer.MAX_VALUE : Long.MAX_VALUE)
            : "a whole number of at least " + (isInt ? Integer.MIN_VALUE : Long.MIN_VALUE));
  }

  /** Returns what values of a type are in JSON. */
  private static String kind(@Nullable Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == int.class || type == long.class || Number.class.isAssignableFrom(type)) {
      return "a whole number";
    }
    if (type == String.class || TextForms.contains(type)) {
      return "text";
    }
    if (type == ConvCase.class) {
      return "a case";
    }
    if (type.isEnum()) {
      return KnownNames.oneOf(names(type));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type.isRecord() && required(type).size() <= MOST_KEYS) {
      return "an object with " + String.join(", ", required(type));
    }
    if (type.isRecord() || Map.class.isAssignableFrom(type)) {
      return "an object";
    }
    throw new AssertionError("a type that no document has: " + type);
  }

  /** Returns what the values of an enum are in JSON. */
  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(Json::line).map(JsonProblem::bare).toList();
  }

  private static String bare(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  /** Returns what is wrong with a text that is no JSON, or that has a key twice. */
  static String ofSyntax(JsonProcessingException e) {
    return switch (e) {
      case MismatchedInputException twice ->
          "expected each key once, found one twice" + place(twice.getLocation());
      case JsonEOFException end ->
          "expected JSON, found a mistake" + place(end.getLocation()) + ": the text ends too early";
      default -> "expected JSON, found a mistake" + place(e.getLocation()); // No more to be told.
    };
  }

  /** Returns where in a text a mistake is, if that is known. */
  static String place(@Nullable JsonLocation at) {
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  /** Returns a value as it stands in a document, shortened; a missing one is nothing. */
  static String shown(@Nullable JsonNode value) {
    if (value == null || value instanceof MissingNode) {
      return "nothing";
    }
    String text = value.toString();
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN - 3) + "...";
  }
}
