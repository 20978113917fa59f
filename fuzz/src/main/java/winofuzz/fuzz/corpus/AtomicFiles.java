package winofuzz.fuzz.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all. */
public final class AtomicFiles {
  private static final String UNFINISHED = ".tmp";

  private AtomicFiles() {}

  /** Removes from a folder what killed processes left half-written. */
  static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*" + UNFINISHED)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Writes a file under another name beside it, then moves it into place, so that a reader, or a
   * kill at any moment, sees the old contents or the new.
   */
  public static void write(Path file, String contents) throws IOException {
    write(file, contents.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes as {@link #write(Path, String)} writes text. */
  public static void write(Path file, byte[] contents) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "." + file.getFileName(), UNFINISHED);
    try {
      Files.write(temporary, contents);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
