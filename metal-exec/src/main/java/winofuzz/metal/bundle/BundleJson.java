package winofuzz.metal.bundle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferRole;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;

/**
 * The JSON file of a bundle, and the files that it names. Whatever is wrong is one line with the
 * file and what was expected.
 */
final class BundleJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final long MOST_LAUNCH_BYTES = 1 << 20;
  private static final long MOST_SOURCE_BYTES = 16 << 20;

  /** Metal counts the threadgroups of a grid in 32 bits. */
  private static final long MOST_POSITIONS = 0xffffffffL;

  private final BundleFiles files;
  private final Path file;

  /**
   * The document of a folder.
   *
   * @param name of the JSON file
   */
  BundleJson(Path folder, String name) {
    this.files = new BundleFiles(folder);
    this.file = folder.resolve(name);
  }

  /** Returns what the file holds, which is no longer than a mebibyte. */
  <T> T parse(Class<T> document) {
    byte[] text = files.read(String.valueOf(file.getFileName()), MOST_LAUNCH_BYTES);
    try {
      T read = JSON.readValue(text, document);
      if (read == null) {
        throw bad("expected an object, found null");
      }
      return read;
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      String problem = e instanceof JsonMappingException m ? problem(m, document) : plain(e);
      throw new BadLaunchException(file + where + ": " + OneLine.of(problem), e);
    } catch (IOException e) {
      throw new BadLaunchException(file + ": " + OneLine.of(String.valueOf(e.getMessage())), e);
    }
  }

  /** Returns which value is wrong and what was expected in its place. */
  private static String problem(JsonMappingException e, Class<?> document) {
    StringBuilder key = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        key.append('[').append(step.getIndex()).append(']');
      } else {
        key.append(key.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    String where = key.isEmpty() ? "" : "\"" + key + "\": ";
    Class<?> wanted =
        switch (e) {
          case MismatchedInputException mismatch -> mismatch.getTargetType();
          // The parser finds a number too large by itself.
          default -> e.getCause() instanceof InputCoercionException c ? c.getTargetType() : null;
        };
    if (e instanceof UnrecognizedPropertyException) {
      return where + "expected no such key";
    }
    if (wanted == Integer.class || wanted == int.class) {
      return where + "expected a whole number of at most " + Integer.MAX_VALUE;
    }
    if (wanted == String.class) {
      return where + "expected a text";
    }
    if (wanted == List.class) {
      return where + "expected a list";
    }
    return where + (wanted == document ? "expected one object" : plain(e));
  }

  /** Returns a message up to the parenthesis in which the parser says where its objects began. */
  private static String plain(JacksonException e) {
    return e.getOriginalMessage().split("[(\n]", 2)[0].strip();
  }

  BadLaunchException bad(String problem) {
    return new BadLaunchException(file + ": " + problem);
  }

  <T> T required(@Nullable T value, String key) {
    if (value == null) {
      throw bad("expected \"" + key + "\", found none");
    }
    return value;
  }

  String kernel(String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,999}")) {
      throw bad("\"kernel\": expected the name of a kernel, found '" + OneLine.of(name) + "'");
    }
    return name;
  }

  Extent extent(@Nullable List<Integer> sizes, String key) {
    List<Integer> given = required(sizes, key);
    boolean positive = given.stream().allMatch(s -> s != null && s > 0);
    if (given.size() != 3 || !positive) {
      throw bad("\"" + key + "\": expected three numbers of at least 1, found " + shown(given));
    }
    Extent extent = Extent.of(given.get(0), given.get(1), given.get(2));
    if (extent.count() > MOST_POSITIONS) {
      throw bad(
          "\"%s\": expected at most %d in all, found %s".formatted(key, MOST_POSITIONS, extent));
    }
    return extent;
  }

  private static String shown(List<Integer> numbers) {
    return numbers.size() > 8 ? numbers.size() + " numbers" : numbers.toString();
  }

  Buffer zeros(ElementType type, int length, String what) {
    take(type, length, what);
    try {
      return Buffer.zeros(type, length);
    } catch (BadLaunchException e) {
      throw new BadLaunchException(file + ": " + what + ": " + e.getMessage(), e);
    }
  }

  private void take(ElementType type, int length, String what) {
    files.take((long) length * type.bytes(), file + ": " + what);
  }

  Buffer contents(String name, ElementType type, int length, String what) {
    take(type, length, what);
    byte[] bytes = files.read(name, (long) length * type.bytes());
    if (bytes.length != (long) length * type.bytes()) {
      throw bad(
          "%s: expected %d elements of %s (%d bytes) in %s, found %d bytes"
              .formatted(
                  what, length, type.spelling(), (long) length * type.bytes(), name, bytes.length));
    }
    return Buffer.ofBytes(type, bytes);
  }

  /** Returns the Metal text of a file. */
  String source(String name) {
    return new String(files.read(name, MOST_SOURCE_BYTES), StandardCharsets.UTF_8);
  }

  /** Returns a number of elements, which must be given. */
  int length(@Nullable Integer given, String what) {
    int length = required(given, "length");
    if (length < 0) {
      throw bad(what + ": \"length\": expected 0 or more, found " + length);
    }
    return length;
  }

  /** Returns a tolerance in units in the last place; none where none is given. */
  int tolerance(@Nullable Integer given) {
    if (given != null && given < 0) {
      throw bad("\"tolerance_ulp\": expected 0 or more, found " + given);
    }
    return given == null ? 0 : given;
  }

  /** Returns an element type by its name. */
  ElementType type(String name, String what) {
    return named(() -> ElementType.named(name), what);
  }

  /** Returns a role by its name. */
  BufferRole role(String name, String what) {
    return named(() -> BufferRole.named(name), what);
  }

  private <T> T named(Supplier<T> reading, String what) {
    try {
      return reading.get();
    } catch (BadLaunchException e) {
      String problem = OneLine.of(String.valueOf(e.getMessage()));
      throw new BadLaunchException(file + ": " + what + ": " + problem, e);
    }
  }
}
