package winofuzz.compiler.render;

import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.UOp;
import winofuzz.number.BinaryFormat;
import winofuzz.number.Rational;

/**
 * Metal's literals.
 *
 * <p>An exact number is rounded once, to the format it is used in, to the nearest and ties to even;
 * the literal has just the digits that read back as that value.
 */
final class MetalConstants {
  private MetalConstants() {}

  /** Returns the text of a scalar CONST. A negative number starts with a minus or a parenthesis. */
  static String text(UOp constant) {
    DType type = constant.dtype();
    return switch ((Arg.Constant) constant.arg()) {
      case Arg.Int i -> integer(type, i.value());
      case Arg.Bool b -> b.value() ? "true" : "false";
      case Arg.Real r -> real(type, r.computed() == null ? r.value() : r.computed());
      case Arg.Special s -> special(type, s);
      case Arg.Invalid i ->
          throw new InvalidGraphException("Metal: expected a value, found an invalid index");
    };
  }

  private static String integer(DType type, long value) {
    return switch (type.kind()) {
      case INT8, INT16 -> cast(type, Long.toString(value));
      case UINT8, UINT16 -> cast(type, (value & type.kind().maxValue()) + "u");
      case INT32 -> value == Integer.MIN_VALUE ? "(-2147483647-1)" : Integer.toString((int) value);
      case UINT32 -> Integer.toUnsignedString((int) value) + "u";
      case INT64 -> value == Long.MIN_VALUE ? "(-9223372036854775807ll-1ll)" : value + "ll";
      case UINT64 -> Long.toUnsignedString(value) + "ull";
      case BOOL -> value != 0 ? "true" : "false";
      case FLOAT16, BFLOAT16, FLOAT32 -> real(type, Rational.of(value));
      case FLOAT64, INDEX, VOID -> throw unknown(type);
    };
  }

  private static String real(DType type, Rational value) {
    return switch (type.kind()) {
      case FLOAT32 -> decimal(BinaryFormat.FLOAT32.round(value));
      case FLOAT16 -> cast(type, decimal(BinaryFormat.FLOAT16.round(value)));
      case BFLOAT16 -> cast(type, decimal(BinaryFormat.BFLOAT16.round(value)));
      case FLOAT64, BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, INDEX, VOID ->
          throw unknown(type);
    };
  }

  /** Returns a value of some format that a float holds exactly. */
  private static String decimal(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "INFINITY" : "(-INFINITY)";
    }
    return Float.toString((float) value) + "f";
  }

  private static String special(DType type, Arg.Special value) {
    String text =
        switch (value) {
          case NAN -> "NAN";
          case POSITIVE_INFINITY -> "INFINITY";
          case NEGATIVE_INFINITY -> "(-INFINITY)";
          case NEGATIVE_ZERO -> "-0.0f";
        };
    return switch (type.kind()) {
      case FLOAT32 -> text;
      case FLOAT16, BFLOAT16 -> cast(type, text);
      case FLOAT64, BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, INDEX, VOID ->
          throw unknown(type);
    };
  }

  private static String cast(DType type, String value) {
    return "((" + MetalTypes.name(type) + ")(" + value + "))";
  }

  private static InvalidGraphException unknown(DType type) {
    return new InvalidGraphException("Metal: expected a constant of a Metal type, found " + type);
  }
}
