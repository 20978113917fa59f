package winofuzz.metal.msl;

/**
 * One token.
 *
 * @param text as written
 * @param offset of its first character in the source
 * @param startsLine whether only white space stands before it on its line
 */
record Token(Kind kind, String text, int offset, boolean startsLine) {

  enum Kind {
    IDENTIFIER,
    INTEGER,
    FLOATING,
    PUNCTUATOR,
    STRING,
    END
  }

  boolean is(String expected) {
    return text.equals(expected) && kind != Kind.STRING;
  }

  int end() {
    return offset + text.length();
  }

  /** How a message names it. */
  String described() {
    if (kind == Kind.END) {
      return "the end of the text";
    }
    String shown = text.length() > 40 ? text.substring(0, 40) + ".." : text;
    return "'" + Source.printable(shown) + "'";
  }
}
