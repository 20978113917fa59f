package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What can happen to a file, by the name that a table gives it. */
final class FileDamage {
  private static final long THREE_GIGABYTES = 3L << 30;

  private FileDamage() {}

  /** Does something to a file. */
  private interface Doing {
    void to(Path file) throws Exception;
  }

  private static final Map<String, Doing> ALL =
      Map.ofEntries(
          Map.entry("gone", Files::delete),
          Map.entry("empty", file -> Files.writeString(file, "")),
          Map.entry("brace", file -> Files.writeString(file, "{")),
          Map.entry("list", file -> Files.writeString(file, "[]")),
          Map.entry("null", file -> Files.writeString(file, "null")),
          Map.entry(
              "binary", file -> Files.write(file, new byte[] {0, (byte) 0xff, 7, (byte) 0x80})),
          Map.entry("zeros", file -> Files.write(file, new byte[4096])),
          Map.entry("deep", file -> Files.writeString(file, "[".repeat(100_000))),
          Map.entry("cut", FileDamage::cut),
          Map.entry("twice", file -> Files.writeString(file, Files.readString(file).repeat(2))),
          Map.entry("other-format", file -> replace(file, "\"format\" : 1", "\"format\" : 2")),
          Map.entry("no-format", file -> replace(file, "\"format\" : 1,", "")),
          Map.entry(
              "surprise", file -> replace(file, "\"format\" : 1", "\"format\" : 1, \"x\" : 1")),
          Map.entry("folder", FileDamage::folder),
          Map.entry("pipe", Tree::pipe),
          Map.entry("device", file -> link(file, "/dev/zero")),
          Map.entry("dangling", file -> link(file, "nowhere")),
          Map.entry("circle", file -> link(file, String.valueOf(file.getFileName()))),
          Map.entry("huge", FileDamage::huge));

  /** Damages a file: by a name of the table, or {@code s/REGEX/REPLACEMENT/} for what is in it. */
  static void apply(String how, Path file) throws Exception {
    if (how.startsWith("s/")) {
      List<String> parts = Arrays.asList(how.split("/", -1));
      String text = Files.readString(file);
      String damaged = text.replaceFirst(parts.get(1), parts.get(2));
      assertTrue(!damaged.equals(text), how + " changes nothing in " + text);
      Files.writeString(file, damaged);
    } else {
      Objects.requireNonNull(ALL.get(how), how).to(file);
    }
  }

  private static void replace(Path file, String part, String instead) throws IOException {
    Files.writeString(file, Files.readString(file).replace(part, instead));
  }

  private static void cut(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  private static void folder(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
  }

  private static void link(Path file, String target) throws IOException {
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of(target));
  }

  /** Takes no space on the disk. */
  private static void huge(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(THREE_GIGABYTES);
    }
  }

  /** Returns a file of a run or a corpus: the first case or finding, or the one of a name. */
  static Path file(Path folder, String name) throws IOException {
    return switch (name) {
      case "case" -> first(folder.resolve("cases"));
      case "finding" -> first(folder.resolve("findings"));
      default -> folder.resolve(name);
    };
  }

  private static Path first(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().findFirst().orElseThrow();
    }
  }
}
