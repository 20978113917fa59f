package winofuzz.metal.bundle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Path folder;
  private final Path file;

  private BundleReader(Path folder) {
    this.folder = folder;
    this.file = folder.resolve(LAUNCH);
  }

  static Bundle read(Path folder) {
    return new BundleReader(folder).run();
  }

  private Bundle run() {
    if (!Files.isDirectory(folder)) {
      throw new BadLaunchException(folder + ": expected a bundle's folder, found none");
    }
    LaunchFile launch = parse();
    String source = new String(bytes(required(launch.source(), "source")), StandardCharsets.UTF_8);
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
            required(launch.kernel(), "kernel"),
            extent(launch.threadgroups(), "threadgroups"),
            extent(launch.threads(), "threads_per_threadgroup"),
            arguments),
        expected,
        tolerance == null ? 0 : tolerance);
  }

  private LaunchFile parse() {
    byte[] text = bytes(LAUNCH);
    try {
      LaunchFile launch = JSON.readValue(text, LaunchFile.class);
      if (launch == null) {
        throw bad("expected an object, found null");
      }
      return launch;
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      // Up to the parenthesis in which the parser describes where its objects began.
      String problem = e.getOriginalMessage().split("[(\n]", 2)[0].strip();
      throw new BadLaunchException(file + where + ": " + problem, e);
    } catch (IOException e) {
      throw new BadLaunchException(file + ": " + e.getMessage(), e);
    }
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

  private byte[] bytes(String name) {
    Path path = folder.resolve(name).normalize();
    if (!path.startsWith(folder.normalize())) {
      throw bad("\"" + name + "\": expected a file in the bundle's folder");
    }
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new BadLaunchException(path + ": expected a file, found none", e);
    } catch (IOException e) {
      throw new BadLaunchException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private Extent extent(@Nullable List<Integer> sizes, String key) {
    List<Integer> given = required(sizes, key);
    boolean positive = given.stream().allMatch(s -> s != null && s > 0);
    if (given.size() != 3 || !positive) {
      throw bad("\"" + key + "\": expected three numbers of at least 1, found " + given);
    }
    return Extent.of(given.get(0), given.get(1), given.get(2));
  }

  private BufferArgument argument(LaunchFile.Entry entry, SortedMap<Integer, Buffer> expected) {
    int index = required(entry.index(), "index");
    String what = "buffer " + index;
    if (index < 0 || index > 30) {
      throw bad(what + ": expected an index from 0 to 30");
    }
    int length = required(entry.length(), "length");
    ElementType type;
    BufferRole role;
    try {
      type = ElementType.named(required(entry.type(), "type"));
      role = BufferRole.named(required(entry.role(), "role"));
    } catch (BadLaunchException e) {
      throw new BadLaunchException(file + ": " + what + ": " + e.getMessage(), e);
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
    try {
      return Buffer.zeros(type, length);
    } catch (BadLaunchException e) {
      throw new BadLaunchException(file + ": " + what + ": " + e.getMessage(), e);
    }
  }

  private Buffer contents(String name, ElementType type, int length, String what) {
    byte[] bytes = bytes(name);
    if (bytes.length != (long) length * type.bytes()) {
      throw bad(
          "%s: expected %d elements of %s (%d bytes) in %s, found %d bytes"
              .formatted(
                  what, length, type.spelling(), (long) length * type.bytes(), name, bytes.length));
    }
    return Buffer.ofBytes(type, bytes);
  }
}
