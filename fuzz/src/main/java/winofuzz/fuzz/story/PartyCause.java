package winofuzz.fuzz.story;

import winofuzz.fuzz.fault.WrongLine;
import winofuzz.fuzz.oracle.Attribution;
import winofuzz.fuzz.story.Story.Cause;

/** Tells of a result that is wrong by the fault of a kernel's text, a device or the interpreter. */
final class PartyCause {
  private PartyCause() {}

  /** Returns whose fault it is, with the first line that goes wrong. */
  static Cause of(Attribution attribution) {
    String verdict = capitalized(attribution.verdict());
    String where =
        attribution
            .wrongLine()
            .map(line -> " " + capitalized(line.words()) + ".")
            .orElse("");
    return new Cause(
        name(attribution), verdict + "." + where, capitalized(attribution.evidence()) + ".");
  }

  private static String name(Attribution attribution) {
    return attribution.isDecided()
        ? "not the compiler's rules"
        : "not decided between " + String.join(" and ", attribution.suspects());
  }

  /** Returns the mark of the line that goes wrong. */
  static String mark(WrongLine line) {
    return "%s, written for %s: %s".formatted(line.manner().words(), line.node(), line.seen());
  }

  private static String capitalized(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
