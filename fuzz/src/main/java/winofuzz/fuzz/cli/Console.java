package winofuzz.fuzz.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param out results
 * @param err human text and progress
 * @param terminal whether {@code err} is a terminal
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  /** Prints one JSON document over several lines. */
  void json(JsonNode document) {
    out.println(document.toPrettyString());
  }

  /** Prints one JSON document on one line. */
  void jsonLine(JsonNode document) {
    out.println(document);
  }
}
