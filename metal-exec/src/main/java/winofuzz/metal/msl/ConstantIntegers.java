package winofuzz.metal.msl;

import org.jspecify.annotations.Nullable;

/** Evaluates integer expressions whose operands are known while parsing. */
final class ConstantIntegers {

  private ConstantIntegers() {}

  /** Returns the value, or null if it is not an integer constant. */
  static @Nullable Long value(TypedExpression expression) {
    return switch (expression) {
      case TypedExpression.IntegerLiteral literal -> literal.value();
      case TypedExpression.Use use -> use.variable().constant();
      case TypedExpression.Convert convert
          when convert.type() instanceof ScalarType type && type.isInteger() -> {
        Long operand = value(convert.operand());
        yield operand == null ? null : ScalarValues.wrap(type, operand);
      }
      case TypedExpression.Unary unary when unary.type() instanceof ScalarType type -> {
        Long operand = value(unary.operand());
        yield operand == null ? null : ScalarValues.wrap(type, unary(unary.operator(), operand));
      }
      case TypedExpression.Binary binary
          when binary.type() instanceof ScalarType type && type.isInteger() -> {
        Long left = value(binary.left());
        Long right = value(binary.right());
        Long result = left == null || right == null ? null : binary(binary.operator(), left, right);
        yield result == null ? null : ScalarValues.wrap(type, result);
      }
      case TypedExpression.Conditional conditional -> {
        Long condition = value(conditional.condition());
        yield condition == null
            ? null
            : value(condition != 0 ? conditional.whenTrue() : conditional.whenFalse());
      }
      // Every other expression has a value only when it runs.
      default -> null;
    };
  }

  private static long unary(UnaryOperator operator, long operand) {
    return switch (operator) {
      case NEGATE -> -operand;
      case COMPLEMENT -> ~operand;
      case NOT -> operand == 0 ? 1 : 0;
    };
  }

  /** Null where the result is not defined. */
  private static @Nullable Long binary(BinaryOperator operator, long left, long right) {
    return switch (operator) {
      case MULTIPLY -> left * right;
      case DIVIDE -> right == 0 ? null : Long.valueOf(left / right);
      case REMAINDER -> right == 0 ? null : Long.valueOf(left % right);
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case SHIFT_LEFT -> left << right;
      case SHIFT_RIGHT -> left >> right;
      case LESS -> truth(left < right);
      case LESS_EQUAL -> truth(left <= right);
      case GREATER -> truth(left > right);
      case GREATER_EQUAL -> truth(left >= right);
      case EQUAL -> truth(left == right);
      case NOT_EQUAL -> truth(left != right);
      case AND -> left & right;
      case XOR -> left ^ right;
      case OR -> left | right;
    };
  }

  private static long truth(boolean value) {
    return value ? 1 : 0;
  }
}
