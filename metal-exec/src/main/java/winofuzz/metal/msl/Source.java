package winofuzz.metal.msl;

import java.util.Arrays;

/** A Metal text and where its lines begin. */
public final class Source {

  private static final int SNIPPET_LENGTH = 80;

  private final String text;
  private final int[] lineStarts;

  public Source(String text) {
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = at + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  public String text() {
    return text;
  }

  /** Returns the line of a character offset, from 1. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Returns the column of a character offset, from 1. */
  public int column(int offset) {
    return offset - lineStarts[line(offset) - 1] + 1;
  }

  /**
   * Returns the line of an offset, trimmed, or a part of it around the offset if the line is long.
   */
  public String snippet(int offset) {
    int start = lineStarts[line(offset) - 1];
    int newline = text.indexOf('\n', start);
    int end = newline < 0 ? text.length() : newline;
    if (end - start > SNIPPET_LENGTH) {
      start = Math.max(start, Math.min(offset - SNIPPET_LENGTH / 4, end - SNIPPET_LENGTH));
      end = Math.min(end, start + SNIPPET_LENGTH);
    }
    return printable(text.substring(start, end)).strip();
  }

  /** Returns the text with every control character as a space, so that a message stays one line. */
  static String printable(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  MslSyntaxException malformed(int offset, String problem) {
    return new MslSyntaxException(MslSyntaxException.Kind.MALFORMED, this, offset, problem);
  }

  /** Returns the error for a construct that is Metal and that this project does not run. */
  public MslSyntaxException unsupported(int offset, String construct) {
    return new MslSyntaxException(
        MslSyntaxException.Kind.UNSUPPORTED, this, offset, construct + " is not supported");
  }
}
