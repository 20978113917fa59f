package winofuzz.metal.msl;

import java.util.List;

/** The value of the expression after {@code #if}: 64-bit integers, unknown names are 0. */
final class ConditionEvaluator {

  private static final int LOWEST_PRECEDENCE = 1;

  private final Source source;
  private final Token directive;
  private final List<Token> tokens;
  private int at;

  private ConditionEvaluator(Source source, Token directive, List<Token> tokens) {
    this.source = source;
    this.directive = directive;
    this.tokens = tokens;
  }

  static long evaluate(Source source, Token directive, List<Token> tokens) {
    ConditionEvaluator evaluator = new ConditionEvaluator(source, directive, tokens);
    long value = evaluator.binary(LOWEST_PRECEDENCE, 0);
    if (evaluator.at < tokens.size()) {
      throw source.malformed(
          tokens.get(evaluator.at).offset(), "expected the end of the condition");
    }
    return value;
  }

  private long binary(int lowest, int depth) {
    long left = unary(depth);
    while (at < tokens.size()) {
      String spelling = tokens.get(at).text();
      int precedence = precedence(spelling);
      if (precedence < lowest) {
        return left;
      }
      int offset = tokens.get(at++).offset();
      left = apply(offset, spelling, left, binary(precedence + 1, depth));
    }
    return left;
  }

  private static int precedence(String spelling) {
    BinaryOperator operator = BinaryOperator.spelled(spelling);
    if (operator != null) {
      return operator.precedence();
    }
    return switch (spelling) {
      case "&&" -> 2;
      case "||" -> 1;
      default -> 0;
    };
  }

  private long apply(int offset, String spelling, long a, long b) {
    return switch (spelling) {
      case "&&" -> a != 0 && b != 0 ? 1 : 0;
      case "||" -> a != 0 || b != 0 ? 1 : 0;
      case "==" -> a == b ? 1 : 0;
      case "!=" -> a != b ? 1 : 0;
      case "<" -> a < b ? 1 : 0;
      case "<=" -> a <= b ? 1 : 0;
      case ">" -> a > b ? 1 : 0;
      case ">=" -> a >= b ? 1 : 0;
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "&" -> a & b;
      case "|" -> a | b;
      case "^" -> a ^ b;
      case "<<" -> a << b;
      case ">>" -> a >> b;
      case "/", "%" -> {
        if (b == 0) {
          throw source.malformed(offset, "division by zero in a condition");
        }
        yield spelling.equals("/") ? a / b : a % b;
      }
      default -> throw new AssertionError("no operator " + spelling);
    };
  }

  private long unary(int depth) {
    if (at >= tokens.size()) {
      throw source.malformed(directive.offset(), "expected a complete condition");
    }
    Token token = tokens.get(at++);
    if (depth > 200) {
      throw source.malformed(token.offset(), "this condition is nested too deeply");
    }
    return switch (token.text()) {
      case "!" -> unary(depth + 1) == 0 ? 1 : 0;
      case "-" -> -unary(depth + 1);
      case "+" -> unary(depth + 1);
      case "~" -> ~unary(depth + 1);
      case "(" -> {
        long value = binary(LOWEST_PRECEDENCE, depth + 1);
        if (at >= tokens.size() || !tokens.get(at++).is(")")) {
          throw source.malformed(token.offset(), "expected ')' in the condition");
        }
        yield value;
      }
      default ->
          switch (token.kind()) {
            case IDENTIFIER -> 0;
            case INTEGER -> Literals.integer(source, token).value();
            case FLOATING, PUNCTUATOR, STRING, END ->
                throw source.malformed(
                    token.offset(),
                    "expected an integer or a name in the condition, found " + token.described());
          };
    };
  }
}
