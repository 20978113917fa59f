package winofuzz.fuzz.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that are there whole or not at all. */
public final class AtomicFiles {
  /** The name of a file that is being written: by which process, and a number. */
  private static final Pattern UNFINISHED = Pattern.compile("\\.(\\d{1,18})-\\d+\\.tmp");

  private static final AtomicLong COUNT = new AtomicLong();

  private AtomicFiles() {}

  /** Removes from a folder what killed processes left half-written. */
  public static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : files) {
        Matcher name = UNFINISHED.matcher(String.valueOf(file.getFileName()));
        boolean isWritten =
            name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isPresent();
        if (!isWritten) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * Makes sure that a folder takes files, which is made if it is not there.
   *
   * @throws IOException if it does not
   */
  public static void requireWritable(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.delete(unfinished(folder));
  }

  /** Returns the folder that a file is in. */
  public static Path folderOf(Path file) {
    Path absolute = file.toAbsolutePath();
    return Objects.requireNonNullElse(absolute.getParent(), absolute);
  }

  /**
   * Makes a folder that is not there yet, so that it is nobody else's.
   *
   * @param prefix its path up to a number
   */
  public static Path freshFolder(Path prefix) throws IOException {
    Files.createDirectories(folderOf(prefix));
    int number = 1;
    while (true) {
      try {
        return Files.createDirectory(prefix.resolveSibling(prefix.getFileName() + "-" + number));
      } catch (FileAlreadyExistsException taken) {
        number++;
      }
    }
  }

  /**
   * Moves a file to a folder, which is made if it is not there, under a name that is free, and
   * returns where it is now.
   */
  public static Path setAside(Path file, Path folder) throws IOException {
    Files.createDirectories(folder);
    String name = String.valueOf(file.getFileName());
    Path place = folder.resolve(name);
    for (int i = 1; InputFile.exists(place); i++) {
      place = folder.resolve(name + "." + i);
    }
    return Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Writes a file under another name beside it, then moves it into place, so that a reader, or a
   * kill at any moment, sees the old contents or the new. Who may read it is up to the umask.
   *
   * @throws IOException that names the file
   */
  public static void write(Path file, String contents) throws IOException {
    write(file, contents.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes as {@link #write(Path, String)} writes text. */
  public static void write(Path file, byte[] contents) throws IOException {
    Path folder = folderOf(file);
    try {
      Files.createDirectories(folder);
      Path temporary = unfinished(folder);
      try {
        Files.write(temporary, contents);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw IoProblem.at(file, e);
    }
  }

  /**
   * Makes an empty file to write to; not as temporary files are, which only their owner may read.
   */
  private static Path unfinished(Path folder) throws IOException {
    while (true) {
      String name = ".%d-%d.tmp".formatted(ProcessHandle.current().pid(), COUNT.getAndIncrement());
      try {
        return Files.write(
            folder.resolve(name),
            new byte[0],
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException leftByAnother) {
        // A process of the same number was killed: the next number.
      }
    }
  }
}
