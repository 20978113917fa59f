package winofuzz.metal.msl;

import java.util.Arrays;

/**
 * A text without the backslashes that end a line and the line ends after them, as C++ reads it
 * before anything else: the next line goes on, within a comment or a word too.
 */
final class Splices {

  private final String text;

  /** Where splices are in the spliced text, and how many characters fell away up to there. */
  private final int[] at;

  private final int[] removed;

  private Splices(String text, int[] at, int[] removed) {
    this.text = text;
    this.at = at;
    this.removed = removed;
  }

  /** Returns a text with its lines spliced. */
  static Splices of(String original) {
    if (original.indexOf('\\') < 0) {
      return new Splices(original, new int[0], new int[0]);
    }
    StringBuilder spliced = new StringBuilder(original.length());
    int[] at = new int[4];
    int[] removed = new int[4];
    int count = 0;
    int from = 0;
    while (from < original.length()) {
      int backslash = original.indexOf('\\', from);
      int end = backslash < 0 ? original.length() : backslash;
      spliced.append(original, from, end);
      int next = backslash < 0 ? -1 : afterLineEnd(original, backslash + 1);
      if (next < 0) {
        spliced.append(original, end, Math.min(end + 1, original.length()));
        from = end + 1;
        continue;
      }
      if (count > 0 && at[count - 1] == spliced.length()) {
        count--;
      } else if (count == at.length) {
        at = Arrays.copyOf(at, 2 * count);
        removed = Arrays.copyOf(removed, 2 * count);
      }
      at[count] = spliced.length();
      removed[count++] = next - spliced.length();
      from = next;
    }
    return new Splices(spliced.toString(), Arrays.copyOf(at, count), Arrays.copyOf(removed, count));
  }

  /** Returns the index after the line end that follows, blanks aside; -1 if another thing does. */
  private static int afterLineEnd(String text, int from) {
    int index = from;
    while (index < text.length() && " \t\r\f".indexOf(text.charAt(index)) >= 0) {
      index++;
    }
    return index < text.length() && text.charAt(index) == '\n' ? index + 1 : -1;
  }

  /** Returns the spliced text. */
  String text() {
    return text;
  }

  /** Returns where a character of the spliced text stands in the original one. */
  int original(int index) {
    if (at.length == 0) {
      return index;
    }
    int found = Arrays.binarySearch(at, index);
    int last = found >= 0 ? found : -found - 2;
    return last < 0 ? index : index + removed[last];
  }
}
