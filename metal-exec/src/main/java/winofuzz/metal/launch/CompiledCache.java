package winofuzz.metal.launch;

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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What compilers made, on disk, by a hash of all that went into it. Safe for use by several
 * processes at once: a file appears under its name whole or not at all.
 */
public final class CompiledCache {

  /** Files of a kind that are kept; past it the half that was used longest ago goes. */
  private static final int MOST_KEPT = 4000;

  private final Path folder;

  /** Creates a cache in a folder, which need not exist. */
  public CompiledCache(Path folder) {
    this.folder = folder;
  }

  /** A compiler with what it compiles. */
  @FunctionalInterface
  public interface Compilation {

    /**
     * Compiles into a file.
     *
     * @return the errors that the compiler reports; empty if there are none
     * @throws IOException if the file cannot be written
     */
    Optional<String> into(Path file) throws IOException;
  }

  /** What a compiler makes of a text. */
  public sealed interface Entry {
    /** The file that it wrote. */
    record Compiled(Path path) implements Entry {}

    /** The compiler refused it, with these words. */
    record Refused(String messages) implements Entry {}
  }

  /**
   * Returns what a compiler makes of a text, compiled if it is not there.
   *
   * @param suffix of the names of such files, such as {@code .so}
   * @param key all that the result depends on: the text, the compiler's version, its options
   */
  public Entry get(String suffix, List<String> key, Compilation compilation) {
    Path file = folder.resolve(hash(key) + suffix);
    try {
      if (Files.exists(file)) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        return new Entry.Compiled(file);
      }
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "compiling", ".tmp");
      try {
        Optional<String> messages = compilation.into(fresh);
        if (messages.isPresent()) {
          return new Entry.Refused(messages.get());
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
      evict(suffix);
      return new Entry.Compiled(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the cache of compiled kernels, " + folder, e);
    }
  }

  private static String hash(List<String> parts) {
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

  private void evict(String suffix) throws IOException {
    List<Path> kept;
    try (Stream<Path> files = Files.list(folder)) {
      kept = files.filter(f -> f.toString().endsWith(suffix)).toList();
    }
    if (kept.size() > MOST_KEPT) {
      List<Path> oldestFirst =
          kept.stream().sorted(Comparator.comparingLong(CompiledCache::lastUsed)).toList();
      for (Path file : oldestFirst.subList(0, MOST_KEPT / 2)) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** When a file was used last, in milliseconds; one that another process removed is oldest. */
  private static long lastUsed(Path file) {
    return file.toFile().lastModified();
  }
}
