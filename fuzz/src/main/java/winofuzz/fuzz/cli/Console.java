package winofuzz.fuzz.cli;

import java.io.InputStream;
import java.io.PrintStream;
import winofuzz.fuzz.json.Json;

/**
 * Where a command reads and writes.
 *
 * @param in what another process says to it
 * @param out results
 * @param err human text and progress
 * @param terminal whether {@code err} is a terminal
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {

  /** A console on which nothing is said to a command. */
  Console(PrintStream out, PrintStream err, boolean terminal) {
    this(InputStream.nullInputStream(), out, err, terminal);
  }

  /** Prints one JSON document over several lines. */
  void json(Object document) {
    out.println(Json.pretty(document));
  }

  /** Prints one JSON document on one line. */
  void jsonLine(Object document) {
    out.println(Json.line(document));
  }
}
