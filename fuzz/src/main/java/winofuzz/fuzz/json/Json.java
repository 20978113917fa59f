package winofuzz.fuzz.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.InputFile;

/**
 * Reads and writes JSON documents. A document is a record whose components are the document's keys,
 * in its order.
 *
 * <p>Only its components: what else a record tells, such as {@code isEmpty()}, is not written.
 *
 * <p>Reading is strict: a key that a record has no component for, a value of another kind, a number
 * that its component cannot hold, and a missing or null value of a component that is not
 * {@code @Nullable} are each a {@link BadInputException} of one line: where, the path of the key,
 * what was expected, what was found. Writing leaves out what is null, unless the component asks for
 * it. What kinds of values are written as one text is in {@link TextForms}.
 */
public final class Json {
  /** The key in which a file says which version of its format it has. */
  private static final String FORMAT = "format";

  private static final JsonMapper MAPPER = mapper();

  private Json() {}

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .annotationIntrospector(new DocumentIntrospector())
            .addModule(TextForms.module())
            .defaultPropertyInclusion(
                JsonInclude.Value.empty().withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      builder.withCoercionConfig(
          LogicalType.Textual, config -> config.setCoercion(shape, CoercionAction.Fail));
    }
    return builder.build();
  }

  /**
   * Reads a document.
   *
   * @param where what messages start with, such as a file, or a file and line
   * @param conversion makes of the document what it stands for; what it throws as a {@link
   *     BadInputException} is told with {@code where} as well
   */
  public static <D, T> T read(
      String text, String where, Class<D> document, Function<D, T> conversion) {
    return convert(object(text, where), where, document, conversion);
  }

  /**
   * Reads a document of several kinds, of which one key says which it is.
   *
   * @param tag that key
   * @param kinds the kinds by the values of the key
   */
  public static <D> D readTagged(
      String text, String where, String tag, SortedMap<String, Class<? extends D>> kinds) {
    ObjectNode object = object(text, where);
    JsonNode found = object.remove(tag);
    Class<? extends D> kind =
        found == null || !found.isTextual() ? null : kinds.get(found.asText());
    if (kind == null) {
      throw bad(
          where,
          "%s: expected one of %s, found %s"
              .formatted(tag, String.join(", ", kinds.keySet()), JsonProblem.shown(found)),
          null);
    }
    return convert(object, where, kind, Function.identity());
  }

  /**
   * Returns the number that a key of an object has, before the object is read as a document; empty
   * where there is none, or one that a long does not hold.
   *
   * @param where as of {@link #read(String, String, Class, Function)}
   */
  public static OptionalLong number(String text, String where, String key) {
    JsonNode found = object(text, where).get(key);
    return found != null && found.canConvertToLong() && found.isIntegralNumber()
        ? OptionalLong.of(found.longValue())
        : OptionalLong.empty();
  }

  /**
   * Returns whether an object has a key, before it is read as a document.
   *
   * @param where as of {@link #read(String, String, Class, Function)}
   */
  public static boolean has(String text, String where, String key) {
    return object(text, where).has(key);
  }

  /**
   * Reads a document whose key {@code format} has a given value.
   *
   * @param where as of {@link #read(String, String, Class, Function)}
   * @param conversion as well
   */
  public static <D, T> T read(
      String text, String where, int format, Class<D> document, Function<D, T> conversion) {
    ObjectNode object = object(text, where);
    JsonNode found = object.remove(FORMAT);
    if (found == null || !found.isInt() || found.intValue() != format) {
      throw bad(
          where,
          "%s: expected %d, found %s".formatted(FORMAT, format, JsonProblem.shown(found)),
          null);
    }
    return convert(object, where, document, conversion);
  }

  /** Reads a file as {@link #read(String, String, int, Class, Function)} reads a text. */
  public static <D, T> T readFile(
      Path file, int format, Class<D> document, Function<D, T> conversion) throws IOException {
    return read(InputFile.document(file).text(), file.toString(), format, document, conversion);
  }

  /**
   * Reads a file of a document a line; blank lines are passed over.
   *
   * @param conversion as of {@link #read(String, String, Class, Function)}
   */
  public static <D, T> List<T> readLines(Path file, Class<D> document, Function<D, T> conversion)
      throws IOException {
    return readLines(
        file,
        document,
        conversion,
        mistake -> {
          throw mistake;
        });
  }

  /**
   * Reads a file of a document a line, and goes on after a line that is no such document.
   *
   * @param conversion as of {@link #read}
   * @param mistaken what such a line counts as
   */
  public static <D, T> List<T> readLines(
      Path file,
      Class<D> document,
      Function<D, T> conversion,
      Function<BadInputException, T> mistaken)
      throws IOException {
    List<T> result = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) InputFile.document(file).text().lines()::iterator) {
      number++;
      if (!line.isBlank()) {
        String where = file.getFileName() + " line " + number;
        try {
          result.add(read(line, where, document, conversion));
        } catch (BadInputException e) {
          result.add(mistaken.apply(e));
        }
      }
    }
    return result;
  }

  private static ObjectNode object(String text, String where) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode root = MAPPER.readTree(parser);
      if (!(root instanceof ObjectNode object)) {
        throw bad(where, "expected an object, found " + JsonProblem.shown(root), null);
      }
      if (parser.nextToken() != null) {
        throw bad(
            where,
            "expected one object, found more" + JsonProblem.place(parser.currentTokenLocation()),
            null);
      }
      return object;
    } catch (JsonProcessingException e) {
      throw bad(where, JsonProblem.ofSyntax(e), e);
    } catch (IOException e) {
      throw new AssertionError("a text cannot fail to be read", e);
    }
  }

  private static <D, T> T convert(
      ObjectNode object, String where, Class<D> document, Function<D, T> conversion) {
    try {
      return conversion.apply(MAPPER.treeToValue(object, document));
    } catch (JsonProcessingException e) {
      throw bad(where, new JsonProblem(object, e).message(), e);
    } catch (BadInputException e) {
      throw bad(where, String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns an exception of one line, as keys and texts of a document may hold line ends. */
  private static BadInputException bad(String where, String problem, @Nullable Throwable cause) {
    String message = where + ": " + problem.replaceAll("\\p{Cntrl}", "?");
    return cause == null ? new BadInputException(message) : new BadInputException(message, cause);
  }

  /** Returns a document over several lines, the last one without an end. */
  public static String pretty(Object document) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no document: " + document, e);
    }
  }

  /** Returns a document on one line without an end. */
  public static String line(Object document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no document: " + document, e);
    }
  }

  /** Returns the contents of a file that {@link #readFile} reads. */
  public static String file(int format, Object document) {
    ObjectNode versioned = MAPPER.createObjectNode().put(FORMAT, format);
    versioned.setAll(MAPPER.<ObjectNode>valueToTree(document));
    return pretty(versioned) + "\n";
  }
}
