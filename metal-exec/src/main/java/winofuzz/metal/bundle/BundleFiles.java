package winofuzz.metal.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import winofuzz.metal.BadLaunchException;

/**
 * The files of a bundle, whoever wrote it: regular files in its folder, of bounded size. A link
 * that leads out of the folder, a pipe or a device is refused before it is opened.
 */
final class BundleFiles {

  /** The most bytes that all buffers of a bundle may take together. */
  private static final long MOST_BYTES =
      Math.min(1L << 30, Math.max(1L << 26, Runtime.getRuntime().maxMemory() / 8));

  private final Path folder;
  private long left = MOST_BYTES;

  /**
   * Creates the files of a folder.
   *
   * @throws BadLaunchException if there is no such folder
   */
  BundleFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadLaunchException(folder + ": expected a bundle's folder, found none");
    }
    this.folder = folder;
  }

  /**
   * Counts what a buffer takes.
   *
   * @throws BadLaunchException if the bundle's buffers take too much
   */
  void take(long bytes, String what) {
    left -= Math.max(0, bytes);
    if (left < 0) {
      throw new BadLaunchException(
          "%s: expected at most %d bytes in all buffers".formatted(what, MOST_BYTES));
    }
  }

  /**
   * Returns the contents of a file.
   *
   * @param most the most bytes that it may have
   * @throws BadLaunchException if it is not there, not in the folder, no regular file or larger
   */
  byte[] read(String name, long most) {
    Path path = inside(name);
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (!path.toRealPath().startsWith(folder.toRealPath())) {
        throw new BadLaunchException(
            path + ": expected a file in the bundle's folder, found a link that leads out of it");
      }
      if (!found.isRegularFile()) {
        throw new BadLaunchException(
            path + ": expected a regular file, found " + kind(found) + " instead");
      }
      if (found.size() > most) {
        throw new BadLaunchException(
            "%s: expected at most %d bytes, found %d".formatted(path, most, found.size()));
      }
      // A file that grows meanwhile is cut.
      try (InputStream in = Files.newInputStream(path)) {
        return in.readNBytes((int) most);
      }
    } catch (NoSuchFileException e) {
      throw new BadLaunchException(path + ": expected a file, found none", e);
    } catch (IOException e) {
      throw new BadLaunchException(
          path + ": cannot be read: " + OneLine.of(String.valueOf(e.getMessage())), e);
    }
  }

  private static String kind(BasicFileAttributes found) {
    return found.isDirectory() ? "a folder" : "a pipe, a socket or a device";
  }

  private Path inside(String name) {
    String where = folder.resolve(BundleReader.LAUNCH) + ": \"" + OneLine.of(name) + "\": ";
    try {
      Path relative = Path.of(name);
      Path normal = relative.normalize();
      boolean leaves = relative.isAbsolute() || normal.startsWith("..") || hasControls(name);
      if (leaves || normal.toString().isEmpty()) {
        throw new BadLaunchException(where + "expected a file in the bundle's folder");
      }
      return folder.resolve(normal);
    } catch (InvalidPathException e) {
      throw new BadLaunchException(where + "expected the name of a file", e);
    }
  }

  private static boolean hasControls(String name) {
    return name.chars().anyMatch(Character::isISOControl);
  }
}
