package winofuzz.metal.cxx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winofuzz.metal.msl.LibraryFunction;
import winofuzz.metal.msl.Token;

/**
 * What is written around loops in which threads wait for others, so that each keeps count of its
 * rounds: {@code for (loop_scope scope; scope.enter(); ) for (..; scope.again() && (..); ..)}.
 */
final class LoopScopes {

  private static final String SCOPE = "for (loop_scope scope_; scope_.enter(); ) ";
  private static final String AGAIN = "scope_.again()";

  private final List<Token> tokens;
  private final Map<Integer, String> before = new HashMap<>();

  /** The {@code while} of each {@code do} loop that was met. */
  private final Set<Integer> closing = new HashSet<>();

  private LoopScopes(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Returns what is to be written before tokens, by their index. */
  static Map<Integer, String> of(List<Token> tokens) {
    LoopScopes scopes = new LoopScopes(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      scopes.visit(i);
    }
    return scopes.before;
  }

  private boolean is(int index, String expected) {
    return index < tokens.size() && tokens.get(index).is(expected);
  }

  private void visit(int at) {
    if (is(at, "for")) {
      forLoop(at);
    } else if (is(at, "do")) {
      doLoop(at);
    } else if (is(at, "while") && !closing.contains(at) && waits(at)) {
      insert(at, SCOPE);
      condition(at + 2, closed(at + 1));
    }
  }

  private void insert(int at, String text) {
    before.merge(at, text, String::concat);
  }

  private void condition(int first, int end) {
    insert(first, first == end ? AGAIN : AGAIN + " && (");
    if (first != end) {
      insert(end, ")");
    }
  }

  private void forLoop(int at) {
    if (waits(at)) {
      insert(at, SCOPE);
      int start = semicolon(at + 2) + 1;
      condition(start, semicolon(start));
    }
  }

  private void doLoop(int at) {
    int end = statementEnd(at + 1);
    closing.add(end);
    if (waits(at)) {
      insert(at, SCOPE);
      condition(end + 2, closed(end + 1));
    }
  }

  /**
   * Returns the next {@code ;} that is not inside of parentheses or braces that open after an
   * index.
   */
  private int semicolon(int at) {
    int depth = 0;
    int i = at;
    while (depth > 0 || !is(i, ";")) {
      depth += is(i, "(") || is(i, "{") ? 1 : is(i, ")") || is(i, "}") ? -1 : 0;
      i++;
    }
    return i;
  }

  /** Returns the parenthesis or brace that closes the one at an index. */
  private int closed(int open) {
    int depth = 0;
    int i = open;
    do {
      depth += is(i, "(") || is(i, "{") ? 1 : is(i, ")") || is(i, "}") ? -1 : 0;
      i++;
    } while (depth > 0);
    return i - 1;
  }

  /** Returns the index after the statement at an index. */
  private int statementEnd(int at) {
    if (is(at, "{")) {
      return closed(at) + 1;
    }
    if (is(at, "for") || is(at, "while")) {
      return statementEnd(closed(at + 1) + 1);
    }
    if (is(at, "if")) {
      int end = statementEnd(closed(at + 1) + 1);
      return is(end, "else") ? statementEnd(end + 1) : end;
    }
    if (is(at, "do")) {
      return semicolon(statementEnd(at + 1)) + 1;
    }
    return semicolon(at) + 1;
  }

  /** Returns whether threads may wait for others in the loop at an index. */
  private boolean waits(int at) {
    int end = statementEnd(at);
    for (int i = at; i < end; i++) {
      if (synchronizes(tokens.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a token names a library function in which threads wait for others. */
  static boolean synchronizes(Token token) {
    return token.kind() == Token.Kind.IDENTIFIER
        && LibraryFunction.find(token.text()).filter(LibraryFunction::synchronizes).isPresent();
  }
}
