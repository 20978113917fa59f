package winofuzz.fuzz.cli;

import java.io.InputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.terminal.OutputFormat;
import winofuzz.fuzz.terminal.Status;

/** Where a command reads and writes. */
final class Console implements AutoCloseable {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final OutputFormat format;
  private boolean quiet;
  private @Nullable Status status;

  /**
   * A console.
   *
   * @param in what another process says to a command
   * @param out results
   * @param err human text and progress
   * @param terminal whether {@code err} is a terminal
   * @param format of {@code out}
   */
  Console(InputStream in, PrintStream out, PrintStream err, boolean terminal, OutputFormat format) {
    this.format = format;
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** A console on which nothing is said to a command. */
  Console(PrintStream out, PrintStream err, boolean terminal) {
    this(InputStream.nullInputStream(), out, err, terminal, OutputFormat.PLAIN);
  }

  /** A console whose results go to no terminal. */
  Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
    this(in, out, err, terminal, OutputFormat.PLAIN);
  }

  /** Returns how results are laid out. */
  OutputFormat format() {
    return format;
  }

  InputStream in() {
    return in;
  }

  /** Returns where results go; what was shown of the work so far is not any more. */
  PrintStream out() {
    clear();
    return out;
  }

  /** Returns where mistakes go; what was shown of the work so far is not any more. */
  PrintStream err() {
    clear();
    return err;
  }

  /** Returns whether standard error is a terminal. */
  boolean isTerminal() {
    return terminal;
  }

  private void clear() {
    if (status != null) {
      status.clear();
    }
  }

  /** Says from now on no more than the result and what must not be missed. */
  void silence() {
    quiet = true;
  }

  /** Returns what tells how far a command is; the same one every time. */
  Status status() {
    Status known = status;
    if (known == null) {
      known = quiet ? Status.quiet(err) : Status.open(err, terminal, System::nanoTime);
      status = known;
    }
    return known;
  }

  /** Prints one JSON document over several lines. */
  void json(Object document) {
    out().println(Json.pretty(document));
  }

  /** Prints one JSON document on one line. */
  void jsonLine(Object document) {
    out().println(Json.line(document));
  }

  /** Leaves the terminal clean. */
  @Override
  public void close() {
    if (status != null) {
      status.close();
      status = null;
    }
  }
}
