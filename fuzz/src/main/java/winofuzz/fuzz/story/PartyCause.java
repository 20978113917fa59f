package winofuzz.fuzz.story;

import java.util.stream.Collectors;
import winofuzz.fuzz.fault.WrongLine;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.oracle.Attribution;
import winofuzz.fuzz.story.Story.Cause;

/** Tells of a result that is wrong by the fault of a kernel's text, a device or the interpreter. */
final class PartyCause {
  private PartyCause() {}

  /** Returns whose fault it is, with the first line that goes wrong. */
  static Cause of(Attribution attribution) {
    String verdict = capitalized(attribution.verdict());
    String where =
        attribution.wrongLine().map(line -> " " + capitalized(line.words()) + ".").orElse("");
    return new Cause(
        name(attribution), verdict + "." + where, capitalized(attribution.evidence()) + ".");
  }

  private static String name(Attribution attribution) {
    String suspects =
        attribution.suspects().stream().map(PartyCause::name).collect(Collectors.joining(" or "));
    return attribution.isDecided() ? suspects : suspects + ", not decided";
  }

  private static String name(String suspect) {
    return switch (suspect) {
      case Blame.TEXT -> "kernel text";
      case Blame.INTERPRETER -> "interpreter";
      default -> "device " + suspect; // Devices are named by the device list.
    };
  }

  /** Returns the mark of the line that goes wrong. */
  static String mark(WrongLine line) {
    return "%s, written for %s: %s".formatted(line.manner().words(), line.node(), line.seen());
  }

  private static String capitalized(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
