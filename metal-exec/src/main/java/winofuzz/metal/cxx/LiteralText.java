package winofuzz.metal.cxx;

import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.TypedExpression;

/** Literals, written from their values. */
final class LiteralText {

  private LiteralText() {}

  /** Returns an integer or bool of exactly its type, as a primary expression. */
  static String of(TypedExpression.IntegerLiteral literal) {
    long value = literal.value();
    return switch (literal.type()) {
      case BOOL -> value == 0 ? "false" : "true";
      case INT -> value == Integer.MIN_VALUE ? "(-2147483647 - 1)" : signed(value, "");
      case UINT -> Integer.toUnsignedString((int) value) + "u";
      case LONG -> value == Long.MIN_VALUE ? "(-9223372036854775807L - 1)" : signed(value, "L");
      case ULONG -> Long.toUnsignedString(value) + "UL";
      case CHAR, UCHAR, SHORT, USHORT ->
          "((" + literal.type().spelling() + ")" + signed(value, "") + ")";
      case HALF, BFLOAT, FLOAT, FIELD ->
          throw new AssertionError(literal.type() + " is no integer");
    };
  }

  private static String signed(long value, String suffix) {
    return value < 0 ? "(" + value + suffix + ")" : value + suffix;
  }

  /** Returns a floating number of exactly its type, as a primary expression. */
  static String of(TypedExpression.FloatLiteral literal) {
    String number = number(literal.value());
    return literal.type() == ScalarType.FLOAT
        ? number
        : "((" + literal.type().spelling() + ")" + number + ")";
  }

  private static String number(float value) {
    if (Float.isInfinite(value)) {
      return value > 0 ? "METAL_BUILTIN(inff)()" : "(-METAL_BUILTIN(inff)())";
    }
    if (Float.isNaN(value)) {
      return bits(value) == bits(Float.NaN)
          ? "METAL_BUILTIN(nanf)(\"\")"
          : "metal::as_type<float>(" + Integer.toUnsignedString(bits(value)) + "u)";
    }
    String digits = Float.toHexString(value) + "f";
    return digits.startsWith("-") ? "(" + digits + ")" : digits;
  }

  private static int bits(float value) {
    return Float.floatToRawIntBits(value);
  }

  /** Returns whether an expression is a zero without a sign, which C++ gives what is left out. */
  static boolean isZero(TypedExpression expression) {
    return switch (expression) {
      case TypedExpression.IntegerLiteral i -> i.value() == 0;
      case TypedExpression.FloatLiteral f -> bits(f.value()) == 0;
      case TypedExpression.Splat s -> isZero(s.operand());
      // Every other expression is written, whatever its value.
      default -> false;
    };
  }
}
