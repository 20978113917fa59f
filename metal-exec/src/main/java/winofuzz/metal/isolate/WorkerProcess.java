package winofuzz.metal.isolate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import winofuzz.metal.DeviceException;
import winofuzz.metal.Outcome;

/** A {@link Worker} seen from the process that started it. Serves one launch at a time. */
final class WorkerProcess {

  /** How long a compiler may take; it has a limit of its own, which is shorter. */
  private static final Duration COMPILING = Duration.ofMinutes(6);

  private static final Pattern SIGNAL = Pattern.compile("\\b(SIG[A-Z]+)\\b");

  /** Thrown when the process ended before it gave a reply. */
  static final class Ended extends Exception {
    private static final long serialVersionUID = 1L;

    Ended(String how) {
      super(how);
    }
  }

  /** Thrown when the kernel was still running at the end of its time. */
  static final class OutOfTime extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final Process process;
  private final Path messages;
  private final DataOutputStream out;
  private final DataInputStream in;

  private WorkerProcess(Process process, Path messages) {
    this.process = process;
    this.messages = messages;
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  static WorkerProcess start(String device) {
    String java = Path.of(property("java.home"), "bin", "java").toString();
    try {
      Path messages = Files.createTempFile("winofuzz-worker", ".log");
      messages.toFile().deleteOnExit();
      List<String> command =
          List.of(
              java,
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-XX:-CreateCoredumpOnCrash",
              "-XX:+ErrorFileToStderr",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              property("java.class.path"),
              Worker.class.getName(),
              device);
      Process process = new ProcessBuilder(command).redirectError(messages.toFile()).start();
      return new WorkerProcess(process, messages);
    } catch (IOException e) {
      throw new UncheckedIOException("starting a process for device " + device, e);
    }
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  /**
   * Does a job.
   *
   * @param limit how long the kernel may run, all its runs together, without being compiled
   */
  Outcome run(Job job, Duration limit) throws Ended, OutOfTime {
    int begins =
        within(
            COMPILING,
            () -> {
              Wire.writeJob(out, job);
              out.flush();
              return in.readUnsignedByte();
            });
    Duration remaining = begins == Worker.BEGINS ? limit : COMPILING;
    return within(remaining, () -> Reply.read(in)).outcome();
  }

  private <T> T within(Duration limit, Callable<T> exchange) throws Ended, OutOfTime {
    FutureTask<T> task = new FutureTask<>(exchange);
    Thread.ofPlatform().daemon().name("winofuzz-worker").start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      OutOfTime late = new OutOfTime();
      late.initCause(e);
      throw late;
    } catch (ExecutionException e) {
      Ended ended = new Ended(how());
      ended.initCause(e);
      throw ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeviceException("interrupted while a kernel ran", e);
    }
  }

  /** Returns how the process ended, by the signal's name if there was one. */
  private String how() {
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      String said = Files.readString(messages);
      Matcher signal = SIGNAL.matcher(said);
      if (signal.find()) {
        return signal.group(1);
      }
      String status =
          process.isAlive() ? "an answer cut short" : "exit status " + process.exitValue();
      return said.lines().findFirst().map(first -> status + ": " + first).orElse(status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "an interrupt";
    }
  }

  void stop() {
    process.destroyForcibly();
    messages.toFile().delete();
  }
}
