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
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.BufferRole;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;

/** Reads a bundle's folder; whatever is wrong is one line with the file and what was expected. */
final class BundleReader {

  static final String LAUNCH = "launch.json";

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

  private BundleReader(Path folder) {
    this.files = new BundleFiles(folder);
    this.file = folder.resolve(LAUNCH);
  }

  static Bundle read(Path folder) {
    return new BundleReader(folder).run();
  }

  private Bundle run() {
    LaunchFile launch = parse();
    byte[] text = files.read(required(launch.source(), "source"), MOST_SOURCE_BYTES);
    String source = new String(text, StandardCharsets.UTF_8);
    List<BufferArgument> arguments = new ArrayList<>();
    SortedMap<Integer, Buffer> expected = new TreeMap<>();
    for (LaunchFile.Entry entry : required(launch.buffers(), "buffers")) {
      if (entry == null) {
        throw bad("\"buffers\": expected objects, found null");
      }
      arguments.add(argument(entry, expected));
    }
    Integer tolerance = launch.toleranceUlp();
    if (tolerance != null && tolerance < 0) {
      throw bad("\"tolerance_ulp\": expected 0 or more, found " + tolerance);
    }
    return new Bundle(
        new Launch(
            source,
            kernel(required(launch.kernel(), "kernel")),
            extent(launch.threadgroups(), "threadgroups"),
            extent(launch.threads(), "threads_per_threadgroup"),
            arguments),
        expected,
        tolerance == null ? 0 : tolerance);
  }

  private LaunchFile parse() {
    byte[] text = files.read(LAUNCH, MOST_LAUNCH_BYTES);
    try {
      LaunchFile launch = JSON.readValue(text, LaunchFile.class);
      if (launch == null) {
        throw bad("expected an object, found null");
      }
      return launch;
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      String problem = e instanceof JsonMappingException m ? problem(m) : plain(e);
      throw new BadLaunchException(file + where + ": " + OneLine.of(problem), e);
    } catch (IOException e) {
      throw new BadLaunchException(file + ": " + OneLine.of(String.valueOf(e.getMessage())), e);
    }
  }

  /** Returns which value is wrong and what was expected in its place. */
  private static String problem(JsonMappingException e) {
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
    return where + (wanted == LaunchFile.class ? "expected one object" : plain(e));
  }

  /** Returns a message up to the parenthesis in which the parser says where its objects began. */
  private static String plain(JacksonException e) {
    return e.getOriginalMessage().split("[(\n]", 2)[0].strip();
  }

  private BadLaunchException bad(String problem) {
    return new BadLaunchException(file + ": " + problem);
  }

  private <T> T required(@Nullable T value, String key) {
    if (value == null) {
      throw bad("expected \"" + key + "\", found none");
    }
    return value;
  }

  private String kernel(String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,999}")) {
      throw bad("\"kernel\": expected the name of a kernel, found '" + OneLine.of(name) + "'");
    }
    return name;
  }

  private Extent extent(@Nullable List<Integer> sizes, String key) {
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

  private BufferArgument argument(LaunchFile.Entry entry, SortedMap<Integer, Buffer> expected) {
    int index = required(entry.index(), "index");
    String what = "buffer " + index;
    int length = required(entry.length(), "length");
    if (length < 0) {
      throw bad(what + ": \"length\": expected 0 or more, found " + length);
    }
    String typeName = required(entry.type(), "type");
    String roleName = required(entry.role(), "role");
    ElementType type;
    BufferRole role;
    try {
      type = ElementType.named(typeName);
      role = BufferRole.named(roleName);
    } catch (BadLaunchException e) {
      String problem = OneLine.of(String.valueOf(e.getMessage()));
      throw new BadLaunchException(file + ": " + what + ": " + problem, e);
    }
    int most = role.space().mostIndex();
    if (index < 0 || index > most) {
      throw bad(what + ": expected an index from 0 to " + most);
    }
    String expect = entry.expect();
    if (expect != null) {
      if (!role.isWritten()) {
        throw bad(what + ": expected no \"expect\" for an input");
      }
      expected.put(index, contents(expect, type, length, what));
    }
    boolean once = Boolean.TRUE.equals(entry.writtenOnce());
    if (once && role != BufferRole.OUT) {
      throw bad(what + ": expected role \"out\" of what is \"written_once\"");
    }
    if (!role.isGiven()) {
      return new BufferArgument(index, role, zeros(type, length, what), once);
    }
    return new BufferArgument(
        index, role, contents(required(entry.data(), "data"), type, length, what));
  }

  private Buffer zeros(ElementType type, int length, String what) {
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

  private Buffer contents(String name, ElementType type, int length, String what) {
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
}
