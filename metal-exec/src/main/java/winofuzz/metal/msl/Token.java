package winofuzz.metal.msl;

/**
 * One token.
 *
 * @param text as written, without line ends that are spliced
 * @param offset of its first character in the source
 * @param end the offset after its last character
 * @param startsLine whether only white space stands before it on its line
 */
public record Token(Kind kind, String text, int offset, int end, boolean startsLine) {

  /** What it is. */
  public enum Kind {
    IDENTIFIER,
    INTEGER,
    FLOATING,
    PUNCTUATOR,
    STRING,
    END
  }

  /** Returns whether it is this word or sign; a string is neither. */
  public boolean is(String expected) {
    return text.equals(expected) && kind != Kind.STRING;
  }

  /** Returns how a message names it. */
  String described() {
    if (kind == Kind.END) {
      return "the end of the text";
    }
    String shown = text.length() > 40 ? text.substring(0, 40) + ".." : text;
    return "'" + Source.printable(shown) + "'";
  }
}
