package winofuzz.metal.msl;

import java.util.List;

/** A token list with a reading position and the errors of a parser that expects something. */
final class Tokens {

  /** Nesting of statements and expressions together that the parser accepts. */
  private static final int DEEPEST = 1000;

  private final Source source;
  private final List<Token> tokens;
  private int at;
  private int depth;

  Tokens(Source source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  Source source() {
    return source;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  int offset() {
    return peek().offset();
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  boolean isNext(String text) {
    return peek().is(text);
  }

  boolean accept(String text) {
    if (peek().is(text)) {
      at++;
      return true;
    }
    return false;
  }

  /** Consumes the token or names what was expected, where, and what is there. */
  Token expect(String text, String context) {
    if (!peek().is(text)) {
      throw unexpected("'" + text + "' " + context);
    }
    return next();
  }

  Token identifier(String what) {
    if (peek().kind() != Token.Kind.IDENTIFIER) {
      throw unexpected(what);
    }
    return next();
  }

  MslSyntaxException unexpected(String expected) {
    return source.malformed(
        offset(), "expected %s, found %s".formatted(expected, peek().described()));
  }

  /** Returns a position to come back to. */
  int mark() {
    return at;
  }

  void reset(int mark) {
    at = mark;
  }

  void enter() {
    if (++depth > DEEPEST) {
      throw source.malformed(offset(), "this is nested more than " + DEEPEST + " deep");
    }
  }

  void leave() {
    depth--;
  }
}
