package winofuzz.metal.msl;

import java.util.ArrayList;
import java.util.List;

/** Splits a Metal text into tokens; spliced lines are one, comments and white space fall away. */
final class Lexer {

  private static final List<String> PUNCTUATORS =
      List.of(
          "<<=", ">>=", "...", "::", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&",
          "||", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "##", "+", "-", "*", "/", "%", "&",
          "|", "^", "~", "!", "=", "<", ">", "?", ":", ",", ";", ".", "(", ")", "[", "]", "{", "}",
          "#");

  private static final String[][] PUNCTUATORS_BY_FIRST = byFirst();

  private final Source source;
  private final Splices splices;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean lineStart = true;

  private Lexer(Source source) {
    this.source = source;
    this.splices = Splices.of(source.text());
    this.text = splices.text();
  }

  /** Returns the tokens of a text, an {@code END} last. */
  static List<Token> tokenize(Source source) {
    return new Lexer(source).run();
  }

  private static String[][] byFirst() {
    String[][] table = new String[128][];
    for (char first = 0; first < 128; first++) {
      char c = first;
      table[first] = PUNCTUATORS.stream().filter(p -> p.charAt(0) == c).toArray(String[]::new);
    }
    return table;
  }

  private List<Token> run() {
    while (true) {
      skipBlank();
      if (at >= text.length()) {
        int end = source.text().length();
        tokens.add(new Token(Token.Kind.END, "", end, end, true));
        return tokens;
      }
      char c = text.charAt(at);
      if (isIdentifierStart(c)) {
        add(Token.Kind.IDENTIFIER, identifierEnd(at));
      } else if (isDigit(c)
          || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
        number();
      } else if (c == '"') {
        string();
      } else {
        punctuator(c);
      }
    }
  }

  private void add(Token.Kind kind, int end) {
    add(kind, text.substring(at, end));
  }

  private void add(Token.Kind kind, String spelling) {
    int end = at + spelling.length();
    tokens.add(
        new Token(kind, spelling, splices.original(at), splices.original(end - 1) + 1, lineStart));
    lineStart = false;
    at = end;
  }

  private void skipBlank() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        lineStart = true;
        at++;
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
        at++;
      } else if (text.startsWith("//", at)) {
        int newline = text.indexOf('\n', at);
        at = newline < 0 ? text.length() : newline;
      } else if (text.startsWith("/*", at)) {
        int close = text.indexOf("*/", at + 2);
        if (close < 0) {
          throw source.malformed(splices.original(at), "expected '*/' to close the comment");
        }
        at = close + 2;
      } else {
        return;
      }
    }
  }

  private void number() {
    int end = at;
    boolean hexadecimal = text.startsWith("0x", at) || text.startsWith("0X", at);
    if (hexadecimal) {
      end += 2;
    }
    boolean floating = false;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean exponent = hexadecimal ? c == 'p' || c == 'P' : c == 'e' || c == 'E';
      if (exponent) {
        floating = true;
        end++;
        if (end < text.length() && (text.charAt(end) == '+' || text.charAt(end) == '-')) {
          end++;
        }
      } else if (c == '.') {
        floating = true;
        end++;
      } else if (isIdentifierPart(c)) {
        floating |= !hexadecimal && (c == 'f' || c == 'F' || c == 'h' || c == 'H');
        end++;
      } else {
        break;
      }
    }
    add(floating ? Token.Kind.FLOATING : Token.Kind.INTEGER, end);
  }

  private void string() {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
      end++;
    }
    if (end >= text.length() || text.charAt(end) != '"') {
      throw source.malformed(splices.original(at), "expected '\"' to close the string");
    }
    add(Token.Kind.STRING, end + 1);
  }

  private void punctuator(char c) {
    String[] candidates = c < 128 ? PUNCTUATORS_BY_FIRST[c] : new String[0];
    for (String candidate : candidates) {
      if (candidate.length() == 1 || text.startsWith(candidate, at)) {
        add(Token.Kind.PUNCTUATOR, candidate);
        return;
      }
    }
    if (c == '\'') {
      throw source.unsupported(splices.original(at), "a character literal");
    }
    throw source.malformed(
        splices.original(at),
        "unexpected character '%s' (U+%04X)".formatted(Source.printable("" + c), (int) c));
  }

  private int identifierEnd(int start) {
    int end = start + 1;
    while (end < text.length() && isIdentifierPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isIdentifierStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isIdentifierPart(char c) {
    return isIdentifierStart(c) || isDigit(c);
  }
}
