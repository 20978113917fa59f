package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with all that is in it. */
final class Tree {
  /** A larger file is told by its size alone. */
  private static final long MOST_READ = 1 << 20;

  private Tree() {}

  private static List<Path> paths(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return new ArrayList<>(paths.toList());
    }
  }

  /** Returns what is at each path; the lock of a run, which is no part of it, apart. */
  static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> result = new TreeMap<>();
    for (Path path : paths(root)) {
      if (!path.endsWith("run.lock")) {
        result.put(root.relativize(path).toString(), content(path));
      }
    }
    return result;
  }

  private static String content(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "a link to " + Files.readSymbolicLink(path);
    }
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return Files.size(path) > MOST_READ
          ? Files.size(path) + " bytes"
          : HexFormat.of().formatHex(Files.readAllBytes(path));
    }
    return Files.isDirectory(path) ? "a folder" : "something else";
  }

  /** Copies a folder; returns the copy. */
  static Path copy(Path from, Path to) throws IOException {
    for (Path path : paths(from)) {
      Path copy = to.resolve(from.relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(path, copy);
      }
    }
    return to;
  }

  static void delete(Path root) throws IOException {
    List<Path> paths = paths(root);
    paths.sort(Comparator.reverseOrder());
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  /** Makes a named pipe, which a reader waits at for ever. */
  static void pipe(Path file) throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
  }
}
