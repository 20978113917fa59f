package winofuzz.fuzz.lock;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.json.Sense;

/**
 * Holds the folder of a run for one process: a file that names its owner, under a lock of the
 * operating system where there are such locks. The file of a process that is no more is stale, and
 * taken over. Whether a process of another host still runs cannot be told: it counts as running.
 *
 * <p>Whoever lets go of a folder empties the file and leaves it there, so that all who want the
 * folder lock one and the same file. It is read through the one channel alone: a process loses its
 * lock when it closes any other.
 */
public final class RunLock implements AutoCloseable {
  private static final int FORMAT = 1;
  private static final String NAME = "run.lock";
  private static final long MOST_BYTES = 4096;

  /**
   * The start of a process is told in ticks since the machine's start, which may be off by that.
   */
  private static final Duration CLOCK_ERROR = Duration.ofSeconds(2);

  private final Path file;
  private final FileChannel channel;
  private final @Nullable Object key;

  private RunLock(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    key = key(file);
  }

  /**
   * The process that holds a folder.
   *
   * @param startedMillis when it was started, since the beginning of 1970; another process may have
   *     its number later
   */
  public record Owner(long pid, long startedMillis, String host) {

    /** Returns this process. */
    public static Owner thisProcess() {
      return new Owner(
          ProcessHandle.current().pid(),
          started(ProcessHandle.current()).map(Instant::toEpochMilli).orElse(0L),
          hostName());
    }

    private static Optional<Instant> started(ProcessHandle process) {
      return process.info().startInstant();
    }

    Owner checked() {
      Sense.requireAtLeast("pid", 1, pid);
      Sense.requireText("host", host);
      return this;
    }

    /** Whether it runs, as far as this host can tell. */
    boolean isRunning() {
      return !host.equals(hostName())
          || ProcessHandle.of(pid).filter(p -> p.isAlive() && isStartOf(p)).isPresent();
    }

    private boolean isStartOf(ProcessHandle process) {
      return started(process)
          .map(s -> Duration.between(s, Instant.ofEpochMilli(startedMillis)).abs())
          .map(difference -> difference.compareTo(CLOCK_ERROR) <= 0)
          .orElse(true);
    }

    @Override
    public String toString() {
      return "process %d on %s, started %s"
          .formatted(pid, host, Instant.ofEpochMilli(startedMillis));
    }
  }

  /**
   * Takes the lock of a folder, which is there.
   *
   * @param messages receives a line if a stale lock was taken over
   * @throws BadInputException if another process has it
   */
  public static RunLock take(Path folder, Consumer<String> messages) throws IOException {
    Path file = folder.resolve(NAME);
    if (InputFile.exists(file)) {
      // Anything but a file of a few lines is refused before it is opened for writing.
      new InputFile(file, MOST_BYTES).size();
    }
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean isTaken = false;
    try {
      RunLock lock = new RunLock(file, channel);
      boolean isFree = tryLock(channel);
      Optional<Owner> owner = lock.owner();
      if (!isFree || owner.filter(Owner::isRunning).isPresent()) {
        throw held(file, owner.map(Owner::toString).orElse("another process"));
      }
      owner.ifPresent(o -> messages.accept("took over from a run that is no more: " + o));
      lock.write(Json.file(FORMAT, Owner.thisProcess()));
      isTaken = true;
      return lock;
    } finally {
      if (!isTaken) {
        channel.close();
      }
    }
  }

  private static boolean tryLock(FileChannel channel) {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      // A file system without locks: the owner in the file is all there is.
      return true;
    }
  }

  /** Returns who is named in the file; nobody where it is empty. */
  private Optional<Owner> owner() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(MOST_BYTES));
    for (int read = 0; read >= 0 && bytes.hasRemaining(); ) {
      read = channel.read(bytes, bytes.position());
    }
    String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(Json.read(text, file.toString(), FORMAT, Owner.class, Owner::checked));
  }

  private static BadInputException held(Path file, String owner) {
    return new BadInputException(
        "%s: expected a folder that no run uses, found one of %s; if that is no more, delete %s"
            .formatted(file.getParent(), owner, file));
  }

  private void write(String text) throws IOException {
    channel.truncate(0);
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** Returns whether the file is still there, and is the one that was locked. */
  public boolean isInPlace() {
    try {
      return Objects.equals(key, key(file));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      channel.truncate(0);
    }
  }

  private static String hostName() {
    try {
      Path kernel = Path.of("/proc/sys/kernel/hostname");
      return Files.exists(kernel)
          ? new InputFile(kernel, MOST_BYTES).text().strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
