package winofuzz.metal.msl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A token list with a reading position and the errors of a parser that expects something. */
final class Tokens {

  /** Nesting of statements and expressions together that the parser accepts. */
  private static final int DEEPEST = 1000;

  private final Source source;
  private List<Token> tokens;
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
      throw mismatch("'" + text + "' " + context);
    }
    return next();
  }

  Token identifier(String what) {
    if (peek().kind() != Token.Kind.IDENTIFIER) {
      throw unexpected(what);
    }
    return next();
  }

  /**
   * Returns the error for what stands where a name, a type or an expression should: a word of C++
   * that is not supported, or a mistake.
   */
  MslSyntaxException unexpected(String expected) {
    Token found = peek();
    return UnsupportedNames.isKeyword(found)
        ? source.unsupported(found.offset(), "'" + found.text() + "'")
        : mismatch(expected);
  }

  private MslSyntaxException mismatch(String expected) {
    Token found = peek();
    return found.is("...") || found.is("::")
        ? source.unsupported(found.offset(), "'" + found.text() + "' here")
        : source.malformed(
            found.offset(), "expected %s, found %s".formatted(expected, found.described()));
  }

  /**
   * Passes over what an opening parenthesis, bracket or brace encloses, and gives the token that
   * closes it.
   */
  Token passOver() {
    Token open = peek();
    Deque<String> closing = new ArrayDeque<>();
    do {
      if (atEnd()) {
        throw source.malformed(open.offset(), "expected what closes " + open.described());
      }
      Token token = next();
      switch (token.kind() == Token.Kind.PUNCTUATOR ? token.text() : "") {
        case "(" -> closing.push(")");
        case "[" -> closing.push("]");
        case "{" -> closing.push("}");
        case ")", "]", "}" -> {
          if (!token.is(closing.pop())) {
            throw source.malformed(
                token.offset(), "expected what closes " + open.described() + " before");
          }
        }
        // Every other token encloses nothing.
        default -> {}
      }
    } while (!closing.isEmpty());
    return tokens.get(at - 1);
  }

  /** Makes empty declarations of the tokens from one position to before another. */
  void blank(int start, int end) {
    List<Token> blanked = new ArrayList<>(tokens);
    for (int i = start; i < end; i++) {
      Token token = blanked.get(i);
      blanked.set(
          i,
          new Token(Token.Kind.PUNCTUATOR, ";", token.offset(), token.end(), token.startsLine()));
    }
    tokens = blanked;
  }

  /** Returns all tokens. */
  List<Token> all() {
    return tokens;
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
