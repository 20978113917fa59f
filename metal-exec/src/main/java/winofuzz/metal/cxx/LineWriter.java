package winofuzz.metal.cxx;

import java.util.Arrays;

/** C++ text as it is written, with the Metal text's line for each of its own. */
final class LineWriter {

  private final StringBuilder text = new StringBuilder();
  private int[] lines = new int[64];
  private int count;

  /** Starts a line that comes from a line of the Metal text. */
  void line(int metalLine) {
    if (count > 0) {
      text.append('\n');
    }
    if (count == lines.length) {
      lines = Arrays.copyOf(lines, 2 * count);
    }
    lines[count++] = metalLine;
  }

  /** Writes into the line that was started last. */
  LineWriter put(String words) {
    text.append(words);
    return this;
  }

  LineWriter put(int number) {
    text.append(number);
    return this;
  }

  /** Returns what was written, a line break last. */
  String text() {
    return text + "\n";
  }

  /** Returns the Metal text's line for each line. */
  int[] lines() {
    return Arrays.copyOf(lines, count);
  }
}
