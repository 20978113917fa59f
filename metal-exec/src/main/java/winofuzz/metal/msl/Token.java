package winofuzz.metal.msl;

/**
 * One token.
 *
 * @param text as written
 * @param offset of its first character in the source
 * @param startsLine whether only white space stands before it on its line
 */
public record Token(Kind kind, String text, int offset, boolean startsLine) {

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

  int end() {
    return offset + text.length();
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
