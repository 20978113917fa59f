package winofuzz.metal.msl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the directives of a token list and expands its macros. Includes of Metal's own
 * headers fall away, since their contents are built in.
 */
final class Preprocessor {

  private static final int MOST_TOKENS = 1_000_000;
  private static final int DEEPEST_EXPANSION = 64;

  /**
   * A macro.
   *
   * @param parameters null for one without parentheses
   */
  private record Macro(@Nullable List<String> parameters, List<Token> body) {}

  /** One {@code #if}: whether this part is kept, whether some part was, whether its parent is. */
  private record Conditional(boolean active, boolean taken, boolean parent, int offset) {}

  /**
   * What is left.
   *
   * @param contract false when the text forbids fusing a multiply and an add
   */
  record Result(List<Token> tokens, boolean contract) {}

  private final Source source;
  private final List<Token> input;
  private final List<Token> output = new ArrayList<>();
  private final Map<String, Macro> macros = new HashMap<>();
  private final Deque<Conditional> conditionals = new ArrayDeque<>();
  private boolean contract = true;
  private int at;

  private Preprocessor(Source source, List<Token> input) {
    this.source = source;
    this.input = input;
    define("__METAL_VERSION__", "320");
    define("__METAL__", "1");
  }

  static Result process(Source source) {
    return new Preprocessor(source, Lexer.tokenize(source)).run();
  }

  private void define(String name, String value) {
    macros.put(name, new Macro(null, List.of(new Token(Token.Kind.INTEGER, value, 0, 0, false))));
  }

  private Result run() {
    while (input.get(at).kind() != Token.Kind.END) {
      Token token = input.get(at);
      if (token.startsLine() && token.is("#")) {
        directive(line());
      } else if (!active()) {
        at++;
      } else {
        expandNext(token);
      }
    }
    if (!conditionals.isEmpty()) {
      throw source.malformed(conditionals.peek().offset(), "expected '#endif' for this '#if'");
    }
    output.add(input.get(at));
    return new Result(output, contract);
  }

  private boolean active() {
    return conditionals.isEmpty() || conditionals.peek().active();
  }

  /** Returns the tokens of the directive at hand, without its '#'; moves past it. */
  private List<Token> line() {
    int start = at++;
    while (!input.get(at).startsLine()) {
      at++;
    }
    return input.subList(start, at);
  }

  private void directive(List<Token> line) {
    if (line.size() == 1) {
      return;
    }
    Token name = line.get(1);
    switch (name.text()) {
      case "if", "ifdef", "ifndef" -> {
        boolean parent = active();
        boolean holds = parent && condition(name, line);
        conditionals.push(new Conditional(holds, holds, parent, name.offset()));
      }
      case "elif", "else", "endif" -> alternate(name, line);
      case "elifdef", "elifndef" ->
          throw source.unsupported(name.offset(), "'#" + name.text() + "'");
      default -> {
        if (active()) {
          plainDirective(name, line);
        }
      }
    }
  }

  private void alternate(Token name, List<Token> line) {
    if (conditionals.isEmpty()) {
      throw source.malformed(name.offset(), "expected '#if' before '#" + name.text() + "'");
    }
    Conditional open = conditionals.pop();
    if (!name.is("endif")) {
      boolean candidate = open.parent() && !open.taken();
      boolean holds = candidate && (name.is("else") || condition(name, line));
      conditionals.push(
          new Conditional(holds, open.taken() || holds, open.parent(), open.offset()));
    }
  }

  private void plainDirective(Token name, List<Token> line) {
    switch (name.text()) {
      case "include", "import" -> include(name, line);
      case "pragma" -> pragma(line);
      case "define" -> defineMacro(name, line);
      case "undef" -> macros.remove(operand(name, line).text());
      case "line" -> {}
      case "error" -> throw source.malformed(name.offset(), "the text says #error");
      case "warning" -> {}
      case "embed", "ident", "include_next" ->
          throw source.unsupported(name.offset(), "'#" + name.text() + "'");
      default -> throw source.malformed(name.offset(), "unknown directive " + name.described());
    }
  }

  private void include(Token name, List<Token> line) {
    StringBuilder file = new StringBuilder();
    line.subList(2, line.size()).forEach(t -> file.append(t.text()));
    String header = file.toString();
    boolean builtIn =
        header.startsWith("<metal_") || header.startsWith("<simd/") || header.equals("<metal>");
    if (!builtIn) {
      throw source.unsupported(name.offset(), "including " + Source.printable(header));
    }
  }

  /** {@code #pragma METAL fp contract(off)} or {@code fp math_mode(safe)}; others mean nothing. */
  private void pragma(List<Token> line) {
    List<String> words = line.stream().map(Token::text).toList();
    if (words.size() >= 7 && words.get(2).equals("METAL") && words.get(4).equals("contract")) {
      contract = !words.get(6).equals("off");
    }
  }

  private Token operand(Token name, List<Token> line) {
    if (line.size() < 3 || line.get(2).kind() != Token.Kind.IDENTIFIER) {
      throw source.malformed(name.offset(), "expected a name after '#" + name.text() + "'");
    }
    return line.get(2);
  }

  private void defineMacro(Token directive, List<Token> line) {
    Token name = operand(directive, line);
    boolean function = line.size() > 3 && line.get(3).is("(") && line.get(3).offset() == name.end();
    int bodyStart = 3;
    List<String> parameters = null;
    if (function) {
      parameters = new ArrayList<>();
      bodyStart = 4;
      while (bodyStart < line.size() && !line.get(bodyStart).is(")")) {
        Token parameter = line.get(bodyStart++);
        if (parameter.kind() == Token.Kind.IDENTIFIER) {
          parameters.add(parameter.text());
        } else if (parameter.is("...")) {
          throw source.unsupported(parameter.offset(), "a macro with '...'");
        } else if (!parameter.is(",")) {
          throw source.malformed(parameter.offset(), "expected a macro parameter");
        }
      }
      if (bodyStart++ >= line.size()) {
        throw source.malformed(name.offset(), "expected ')' after the macro's parameters");
      }
    }
    List<Token> body = List.copyOf(line.subList(bodyStart, line.size()));
    for (Token token : body) {
      if (token.is("##") || token.is("#")) {
        throw source.unsupported(token.offset(), "the macro operator '" + token.text() + "'");
      }
    }
    macros.put(name.text(), new Macro(parameters, body));
  }

  private boolean condition(Token name, List<Token> line) {
    return switch (name.text()) {
      case "ifdef" -> macros.containsKey(operand(name, line).text());
      case "ifndef" -> !macros.containsKey(operand(name, line).text());
      default -> {
        List<Token> expression = new ArrayList<>();
        for (int i = 2; i < line.size(); i++) {
          Token token = line.get(i);
          if (token.text().startsWith("__has_")) {
            throw source.unsupported(token.offset(), token.text());
          }
          if (token.is("defined")) {
            boolean parenthesis = i + 1 < line.size() && line.get(i + 1).is("(");
            int operand = parenthesis ? i + 2 : i + 1;
            if (operand >= line.size()) {
              throw source.malformed(token.offset(), "expected a name after 'defined'");
            }
            String value = macros.containsKey(line.get(operand).text()) ? "1" : "0";
            expression.add(
                new Token(Token.Kind.INTEGER, value, token.offset(), token.end(), false));
            i = parenthesis ? operand + 1 : operand;
          } else {
            expression.add(token);
          }
        }
        List<Token> expanded = new ArrayList<>();
        expand(expression, expanded, new HashSet<>(), 0);
        yield ConditionEvaluator.evaluate(source, name, expanded) != 0;
      }
    };
  }

  private void expandNext(Token token) {
    Macro macro = token.kind() == Token.Kind.IDENTIFIER ? macros.get(token.text()) : null;
    if (macro == null) {
      output.add(token);
      at++;
      return;
    }
    int end = at + 1;
    if (macro.parameters() != null && input.get(end).is("(")) {
      end = closing(input, end) + 1;
    }
    expand(input.subList(at, end), output, new HashSet<>(), 0);
    at = end;
  }

  private int closing(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is("(")) {
        depth++;
      } else if (token.is(")") && --depth == 0) {
        return i;
      }
    }
    throw source.malformed(
        tokens.get(open).offset(), "expected ')' to close the macro's arguments");
  }

  private void expand(List<Token> tokens, List<Token> result, Set<String> hidden, int depth) {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Macro macro = hidden.contains(token.text()) ? null : macros.get(token.text());
      if (macro == null || token.kind() != Token.Kind.IDENTIFIER) {
        result.add(token);
        if (result.size() > MOST_TOKENS || depth > DEEPEST_EXPANSION) {
          throw source.malformed(token.offset(), "this macro expands to too much text");
        }
        continue;
      }
      List<Token> body = macro.body();
      if (macro.parameters() != null) {
        if (i + 1 >= tokens.size() || !tokens.get(i + 1).is("(")) {
          result.add(token);
          continue;
        }
        int close = closing(tokens, i + 1);
        body =
            substitute(
                token, macro.parameters(), body, tokens.subList(i + 2, close), hidden, depth);
        i = close;
      }
      hidden.add(token.text());
      expand(body, result, hidden, depth + 1);
      hidden.remove(token.text());
    }
  }

  private List<Token> substitute(
      Token name,
      List<String> parameters,
      List<Token> body,
      List<Token> argumentTokens,
      Set<String> hidden,
      int depth) {
    List<List<Token>> arguments = arguments(argumentTokens);
    if (arguments.size() != Math.max(1, parameters.size())) {
      throw source.malformed(
          name.offset(),
          "macro '%s': expected %d arguments, found %d"
              .formatted(name.text(), parameters.size(), arguments.size()));
    }
    Map<String, List<Token>> values = new HashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      List<Token> expanded = new ArrayList<>();
      expand(arguments.get(i), expanded, hidden, depth + 1);
      values.put(parameters.get(i), expanded);
    }
    List<Token> result = new ArrayList<>();
    for (Token token : body) {
      List<Token> value = values.get(token.text());
      if (value == null) {
        result.add(token);
      } else {
        result.addAll(value);
      }
      if (result.size() > MOST_TOKENS) {
        throw source.malformed(name.offset(), "this macro expands to too much text");
      }
    }
    return result;
  }

  private static List<List<Token>> arguments(List<Token> tokens) {
    List<List<Token>> result = new ArrayList<>();
    List<Token> current = new ArrayList<>();
    int depth = 0;
    for (Token token : tokens) {
      if (depth == 0 && token.is(",")) {
        result.add(current);
        current = new ArrayList<>();
        continue;
      }
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      current.add(token);
    }
    result.add(current);
    return result;
  }
}
