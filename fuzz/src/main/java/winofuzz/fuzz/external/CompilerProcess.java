package winofuzz.fuzz.external;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.external.BrokenCompilerException.Way;

/**
 * A running compiler that answers a line with a line. What it writes without being asked waits in
 * the pipe, so that it can neither fill our memory nor keep us busy. Used by one thread at a time.
 */
final class CompilerProcess implements AutoCloseable {
  /** How much of what it says on its standard error is kept. */
  private static final int KEPT_ERRORS = 4096;

  /** How long it may take from the end of its output to its end. */
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  /**
   * What the process wrote: a line, or how it came that there is none.
   *
   * @param followed whether more came together with the line
   */
  private record Said(@Nullable String line, String problem, boolean followed) {
    static Said nothing(String problem) {
      return new Said(null, problem, false);
    }
  }

  private final Process process;
  private final int mostLineBytes;
  private final BlockingQueue<Said> said = new ArrayBlockingQueue<>(1);
  private final StringBuilder errors = new StringBuilder();
  private final Thread answerReader;
  private final Thread errorReader;

  /**
   * Starts a process.
   *
   * @param command its words
   * @param mostLineBytes the most bytes that a line may have
   * @throws IOException if it cannot be started
   */
  CompilerProcess(List<String> command, int mostLineBytes) throws IOException {
    this.mostLineBytes = mostLineBytes;
    process = new ProcessBuilder(command).start();
    answerReader = Thread.ofPlatform().daemon().name("compiler-answers").start(this::readAnswers);
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
            if (line.size() <= mostLineBytes) {
              said.put(new Said(line.toString(StandardCharsets.UTF_8), "", i + 1 < n));
              line.reset();
            }
            from = i + 1;
          }
        }
        line.write(buffer, from, n - from);
        if (line.size() > mostLineBytes) {
          said.put(Said.nothing("wrote a line of more than " + mostLineBytes + " bytes"));
          return;
        }
      }
      said.put(Said.nothing(line.size() == 0 ? "" : "ended within a line"));
    } catch (IOException e) {
      boolean _ = said.offer(Said.nothing("cannot be read from: " + e.getMessage()));
    } catch (InterruptedException e) {
      // It was closed, and nobody hears any more.
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
      throw new BrokenCompilerException(Way.EXITED, ending("does not take requests"), e);
    }
  }

  /**
   * Waits for a line.
   *
   * @throws BrokenCompilerException if none comes in time, the process ends before, or more than a
   *     line comes
   * @throws CancellationException if this thread is interrupted
   */
  String hear(Duration limit) throws BrokenCompilerException {
    Said next;
    try {
      next = said.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a compiler was waited for");
    }
    if (next == null) {
      throw new BrokenCompilerException(
          Way.SILENT, "was silent for " + limit.toSeconds() + " s" + lastWords());
    }
    String line = next.line();
    if (line == null) {
      throw next.problem().isEmpty()
          ? new BrokenCompilerException(Way.EXITED, ending("ended its output"))
          : new BrokenCompilerException(Way.NO_ANSWER, next.problem() + lastWords());
    }
    if (next.followed()) {
      throw new BrokenCompilerException(Way.NO_ANSWER, "wrote more than one line for a request");
    }
    return line;
  }

  /**
   * Makes sure that what it writes next answers what it is asked next.
   *
   * @throws BrokenCompilerException if it wrote a line since it was last heard
   */
  void requireQuiet() throws BrokenCompilerException {
    Said waiting = said.peek();
    if (waiting != null && waiting.line() != null) {
      throw new BrokenCompilerException(
          Way.NO_ANSWER, "wrote a line that it was not asked for: " + shown(waiting.line()));
    }
  }

  private static String shown(String line) {
    String start = line.substring(0, Math.min(60, line.length()));
    return "'"
        + start.replaceAll("\\p{Cntrl}", "?")
        + (start.length() < line.length() ? "...'" : "'");
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

  /**
   * Ends its input, and returns the exit status that it ends with; none if it does not end in time.
   *
   * @throws BrokenCompilerException if it writes something instead
   * @throws CancellationException if this thread is interrupted
   */
  OptionalInt end(Duration limit) throws BrokenCompilerException {
    try {
      process.getOutputStream().close();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      requireQuiet();
      return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    } catch (IOException e) {
      throw new BrokenCompilerException(Way.EXITED, ending("ended before its input"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a compiler was waited for");
    }
  }

  /** Ends the process, and all that it started. */
  @Override
  public void close() {
    answerReader.interrupt();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    Process _ = process.destroyForcibly();
  }
}
