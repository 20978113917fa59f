package winofuzz.fuzz.external;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running compiler that answers a line with a line. What it writes without being asked waits in
 * the pipe, so that it can neither fill our memory nor keep us busy. Used by one thread at a time.
 */
final class CompilerProcess implements AutoCloseable {
  /** The most bytes that a line may have. */
  private static final int MOST_LINE_BYTES = 256 << 20;

  /** How much of what it says on its standard error is kept. */
  private static final int KEPT_ERRORS = 4096;

  private static final Duration GOODBYE = Duration.ofSeconds(1);

  /** What the process wrote: a line, or how it came that there is none. */
  private record Said(@Nullable String line, String problem) {}

  private final Process process;
  private final BlockingQueue<Said> said = new ArrayBlockingQueue<>(1);
  private final StringBuilder errors = new StringBuilder();
  private final Thread errorReader;

  /**
   * Starts a process.
   *
   * @param command its words
   * @throws IOException if it cannot be started
   */
  CompilerProcess(List<String> command) throws IOException {
    process = new ProcessBuilder(command).start();
    Thread _ = Thread.ofPlatform().daemon().name("compiler-answers").start(this::readAnswers);
    errorReader = Thread.ofPlatform().daemon().name("compiler-errors").start(this::readErrors);
  }

  private void readAnswers() {
    try (InputStream in = process.getInputStream()) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        int from = 0;
        for (int i = 0; i < n; i++) {
          if (buffer[i] == '\n') {
            line.write(buffer, from, i - from);
            said.put(new Said(line.toString(StandardCharsets.UTF_8), ""));
            line.reset();
            from = i + 1;
          }
        }
        line.write(buffer, from, n - from);
        if (line.size() > MOST_LINE_BYTES) {
          said.put(new Said(null, "wrote a line of more than " + MOST_LINE_BYTES + " bytes"));
          return;
        }
      }
      said.put(new Said(null, line.size() == 0 ? "" : "ended within a line"));
    } catch (IOException e) {
      boolean _ = said.offer(new Said(null, "cannot be read from: " + e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readErrors() {
    byte[] buffer = new byte[KEPT_ERRORS];
    try (InputStream in = process.getErrorStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (errors) {
          errors.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          if (errors.length() > KEPT_ERRORS) {
            errors.delete(0, errors.length() - KEPT_ERRORS);
          }
        }
      }
    } catch (IOException e) {
      // The process is gone.
    }
  }

  /**
   * Says a line.
   *
   * @throws BrokenCompilerException if the process does not take it
   */
  void say(String line) throws BrokenCompilerException {
    try {
      OutputStream out = process.getOutputStream();
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new BrokenCompilerException(ending("does not take requests"), e);
    }
  }

  /**
   * Waits for a line.
   *
   * @throws BrokenCompilerException if none comes in time, or the process ends before
   */
  String hear(Duration limit) throws BrokenCompilerException {
    try {
      Said next = said.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new BrokenCompilerException(
            "was silent for " + limit.toSeconds() + " s" + lastWords());
      }
      if (next.line() == null) {
        throw new BrokenCompilerException(
            next.problem().isEmpty() ? ending("ended its output") : next.problem() + lastWords());
      }
      return next.line();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokenCompilerException("was not waited for", e);
    }
  }

  /** Whether it wrote something that it was not asked for. */
  boolean hasMore() {
    return !said.isEmpty();
  }

  /** How it ended, or another way of saying that something is wrong with it. */
  private String ending(String otherwise) {
    try {
      if (process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
        int status = process.exitValue();
        return (status > 128 ? "was ended by signal " + (status - 128) : "exited with " + status)
            + lastWords();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return otherwise + lastWords();
  }

  /** The last line of its standard error. */
  private String lastWords() {
    try {
      boolean _ = errorReader.join(process.isAlive() ? Duration.ZERO.plusMillis(50) : GOODBYE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (errors) {
      return errors
          .toString()
          .lines()
          .filter(l -> !l.isBlank())
          .reduce((a, b) -> b)
          .map(last -> ": " + last.strip().replaceAll("\\p{Cntrl}", "?"))
          .orElse("");
    }
  }

  /** Ends the process, and all that it started. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    Process _ = process.destroyForcibly();
  }
}
