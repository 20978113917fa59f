package winofuzz.fuzz.cli;

import java.io.PrintStream;
import winofuzz.fuzz.json.Json;

/**
 * Where a command reads and writes.
 *
 * @param out results
 * @param err human text and progress
 * @param terminal whether {@code err} is a terminal
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  /** Prints one JSON document over several lines. */
  void json(Object document) {
    out.println(Json.pretty(document));
  }

  /** Prints one JSON document on one line. */
  void jsonLine(Object document) {
    out.println(Json.line(document));
  }
}
