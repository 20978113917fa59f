package winofuzz.fuzz.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import winofuzz.fuzz.cases.BadInputException;

/**
 * A file that a user may have written, replaced or damaged. It is read whole, and only if it is a
 * regular file of a size that fits: a named pipe would never end, a device never fill. What is
 * wrong with it is a {@link BadInputException} of one line that begins with its path.
 *
 * @param path where it is
 * @param mostBytes how large it may be
 */
public record InputFile(Path path, long mostBytes) {
  /** How large a document may be, in bytes. */
  public static final long MOST_DOCUMENT_BYTES = 64L << 20;

  /** More than an array can hold is never read, whatever is allowed. */
  private static final long MOST_ARRAY_BYTES = Integer.MAX_VALUE - 16;

  /** A file that holds a document. */
  public static InputFile document(Path path) {
    return new InputFile(path, MOST_DOCUMENT_BYTES);
  }

  /**
   * Returns whether there is anything at a path, a link that leads nowhere included: such a one is
   * damage, not absence.
   */
  public static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Returns the size in bytes.
   *
   * @throws BadInputException if it is no regular file, or larger than allowed
   */
  public long size() throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (!attributes.isRegularFile()) {
      throw bad("expected a file, found " + kind(attributes));
    }
    return requireFits(attributes.size(), mostBytes);
  }

  /**
   * Returns the contents.
   *
   * @throws BadInputException if it is no regular file, or larger than allowed
   */
  public byte[] bytes() throws IOException {
    long most = Math.min(mostBytes, MOST_ARRAY_BYTES);
    requireFits(size(), most);
    try (InputStream in = Files.newInputStream(path)) {
      // It may have grown since, and some files of the system do not tell their size.
      byte[] result = in.readNBytes(Math.toIntExact(most + 1));
      requireFits(result.length, most);
      return result;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Returns the contents as text.
   *
   * @throws BadInputException as {@link #bytes} does, or if they are not UTF-8
   */
  public String text() throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
    } catch (CharacterCodingException e) {
      throw new BadInputException(path + ": expected text in UTF-8", e);
    }
  }

  private long requireFits(long size, long most) {
    if (size > most) {
      throw bad("expected at most %d bytes, found %d".formatted(most, size));
    }
    return size;
  }

  private static String kind(BasicFileAttributes attributes) {
    return attributes.isDirectory() ? "a folder" : "a pipe, a socket or a device";
  }

  /** Throws what is a mistake of the user; returns what is a failure of the machine. */
  private IOException unreadable(IOException e) {
    String reason = IoProblem.reason(e);
    return switch (e) {
      case NoSuchFileException _ -> throw bad("expected a file, found none");
      // A link that leads to itself, a part of the path that is a file, no permission.
      case FileSystemException _ when !reason.equals("Input/output error") ->
          throw bad("expected a file that can be read: " + reason);
      default -> new IOException(path + ": cannot be read: " + reason, e);
    };
  }

  private BadInputException bad(String problem) {
    return new BadInputException(path + ": " + problem);
  }
}
