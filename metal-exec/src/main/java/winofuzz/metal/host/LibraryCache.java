package winofuzz.metal.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiled libraries and programs on disk, by a hash of all that went into them. Safe for use by
 * several processes at once: a file appears under its name whole or not at all.
 */
final class LibraryCache {

  /** Libraries that are kept; past it the half that was used longest ago goes. */
  private static final int MOST_KEPT = 4000;

  private final Path folder;

  LibraryCache(Path folder) {
    this.folder = folder;
  }

  /** What a compiler makes of a text. */
  sealed interface Entry {
    record Compiled(Path path) implements Entry {}

    /** The compiler refused it, with these words. */
    record Refused(String messages) implements Entry {}
  }

  /** Returns what is made of a text, compiled if it is not there. */
  Entry get(HostCompiler compiler, HostCompiler.Kind kind, String optimization, String text) {
    Path file = folder.resolve(key(compiler.identity(), optimization, text) + kind.suffix());
    try {
      if (Files.exists(file)) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        return new Entry.Compiled(file);
      }
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "compiling", ".tmp");
      try {
        var messages = compiler.compile(text, kind, optimization, fresh);
        if (messages.isPresent()) {
          return new Entry.Refused(messages.get());
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
      evict();
      return new Entry.Compiled(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the cache of compiled kernels, " + folder, e);
    }
  }

  private static String key(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private void evict() throws IOException {
    List<Path> libraries;
    try (Stream<Path> files = Files.list(folder)) {
      libraries =
          files.filter(f -> f.toString().endsWith(HostCompiler.Kind.LIBRARY.suffix())).toList();
    }
    if (libraries.size() > MOST_KEPT) {
      List<Path> oldestFirst =
          libraries.stream().sorted(Comparator.comparingLong(LibraryCache::lastUsed)).toList();
      for (Path library : oldestFirst.subList(0, MOST_KEPT / 2)) {
        Files.deleteIfExists(library);
      }
    }
  }

  /** When a library was used last, in milliseconds; one that another process removed is oldest. */
  private static long lastUsed(Path library) {
    return library.toFile().lastModified();
  }
}
