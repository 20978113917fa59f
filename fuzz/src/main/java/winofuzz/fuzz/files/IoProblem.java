package winofuzz.fuzz.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/** What the machine refused, in words for the person who has to mend it. */
public final class IoProblem {
  private IoProblem() {}

  /** Returns one line that names the file, where it is known, and what is wrong with it. */
  public static String message(IOException e) {
    if (e instanceof FileSystemException failure && failure.getFile() != null) {
      return failure.getFile() + ": " + reason(e);
    }
    return reason(e);
  }

  /** Returns what is wrong, without the file. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "not a folder";
      case FileAlreadyExistsException _ -> "a file is there already";
      case FileSystemException failure when failure.getReason() != null ->
          inWords(failure.getReason());
      default -> inWords(Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
    };
  }

  private static String inWords(String reason) {
    return switch (reason) {
      case "No space left on device", "Disk quota exceeded" -> "the disk is full";
      case "File too large" -> "the file is larger than the limit for files (ulimit -f)";
      default -> reason;
    };
  }

  /** Returns the same failure with the file that it is about. */
  static IOException at(Path file, IOException e) {
    boolean names = e instanceof FileSystemException failure && failure.getFile() != null;
    if (names) {
      return e;
    }
    FileSystemException result = new FileSystemException(file.toString(), null, e.getMessage());
    result.initCause(e);
    return result;
  }
}
