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
        boolean unsigned = binary.left().type() == ScalarType.ULONG;
        Long result =
            left == null || right == null ? null : binary(binary.operator(), unsigned, left, right);
        yield result == null ? null : ScalarValues.wrap(type, result);
      }
      case TypedExpression.ShortCircuit both -> {
        Long left = value(both.left());
        boolean decided = left != null && (left == 0) == both.and();
        yield left == null || decided ? left : value(both.right());
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

  /**
   * Null where the result is not defined.
   *
   * @param unsigned whether the operands are unsigned numbers of 64 bits
   */
  private static @Nullable Long binary(
      BinaryOperator operator, boolean unsigned, long left, long right) {
    int order = unsigned ? Long.compareUnsigned(left, right) : Long.compare(left, right);
    return switch (operator) {
      case MULTIPLY -> left * right;
      case DIVIDE ->
          right == 0
              ? null
              : Long.valueOf(unsigned ? Long.divideUnsigned(left, right) : left / right);
      case REMAINDER ->
          right == 0
              ? null
              : Long.valueOf(unsigned ? Long.remainderUnsigned(left, right) : left % right);
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case SHIFT_LEFT -> left << right;
      case SHIFT_RIGHT -> unsigned ? left >>> right : left >> right;
      case LESS -> truth(order < 0);
      case LESS_EQUAL -> truth(order <= 0);
      case GREATER -> truth(order > 0);
      case GREATER_EQUAL -> truth(order >= 0);
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
