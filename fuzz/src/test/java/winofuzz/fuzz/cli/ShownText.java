package winofuzz.fuzz.cli;

import java.util.List;
import java.util.regex.Pattern;

/** What a document shows of what a command prints, by the rules of {@link ConsoleBlock}. */
final class ShownText {
  private static final String DOTS = "...";

  /** Seconds and rates: a number of the machine, not of the project. */
  private static final Pattern TIME =
      Pattern.compile("\\b\\d+(\\.\\d+)?(?= (s|ms|seconds|a second)\\b)");

  /** What is shown of work that goes on, once in ten seconds where there is no terminal. */
  private static final Pattern PROGRESS =
      Pattern.compile("\\d+:\\d\\d left .*|.*, for \\d+:\\d\\d");

  private ShownText() {}

  /** Returns the lines of an output that a document shows. */
  static List<String> lines(String output) {
    return output
        .lines()
        .map(String::stripTrailing)
        .filter(line -> !PROGRESS.matcher(line).matches())
        .toList();
  }

  /** Returns whether an output is the one that is shown. */
  static boolean matches(List<String> shown, List<String> found) {
    if (shown.isEmpty()) {
      return found.isEmpty();
    }
    List<String> rest = shown.subList(1, shown.size());
    if (shown.getFirst().strip().equals(DOTS)) {
      for (int from = 0; from <= found.size(); from++) {
        if (matches(rest, found.subList(from, found.size()))) {
          return true;
        }
      }
      return false;
    }
    return !found.isEmpty()
        && matches(shown.getFirst(), found.getFirst())
        && matches(rest, found.subList(1, found.size()));
  }

  private static boolean matches(String shown, String found) {
    String expected = TIME.matcher(shown).replaceAll("0");
    String actual = TIME.matcher(found).replaceAll("0");
    return expected.endsWith(DOTS)
        ? actual.startsWith(expected.substring(0, expected.length() - DOTS.length()))
        : actual.equals(expected);
  }
}
