package winofuzz.fuzz.fault;

import java.util.OptionalDouble;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.msl.UnaryOperator;
import winofuzz.number.BinaryFormat;
import winofuzz.number.Rational;

/** The types and constants of instructions as Metal has them. */
final class MetalValues {
  private MetalValues() {}

  /** Whether a type of Metal is that of the values of an instruction's type. */
  static boolean isOf(Type type, DType dtype) {
    return type.components() == dtype.lanes()
        && type.isArithmetic()
        && type.scalar() == scalar(dtype);
  }

  /** Returns the scalar of Metal that values of a type are made of. */
  static ScalarType scalar(DType dtype) {
    return switch (dtype.kind()) {
      case BOOL -> ScalarType.BOOL;
      case INT8 -> ScalarType.CHAR;
      case UINT8 -> ScalarType.UCHAR;
      case INT16 -> ScalarType.SHORT;
      case UINT16 -> ScalarType.USHORT;
      case INT32 -> ScalarType.INT;
      case UINT32 -> ScalarType.UINT;
      case INT64 -> ScalarType.LONG;
      case UINT64 -> ScalarType.ULONG;
      case FLOAT16 -> ScalarType.HALF;
      case BFLOAT16 -> ScalarType.BFLOAT;
      case FLOAT32 -> ScalarType.FLOAT;
      case FLOAT64, INDEX, VOID ->
          throw new IllegalArgumentException("Metal has no " + dtype.kind().label());
    };
  }

  /** Returns the number that a constant is, once it is rounded to its type. */
  static double constant(UOp node) {
    return switch ((Arg.Constant) node.arg()) {
      case Arg.Int(long value) ->
          node.dtype().isFloat() ? format(node.dtype()).round(Rational.of(value)) : value;
      case Arg.Bool(boolean value) -> value ? 1 : 0;
      case Arg.Real real -> real.roundedTo(format(node.dtype()));
      case Arg.Special special ->
          switch (special) {
            case NAN -> Double.NaN;
            case POSITIVE_INFINITY -> Double.POSITIVE_INFINITY;
            case NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
            case NEGATIVE_ZERO -> -0.0;
          };
      case Arg.Invalid _ -> throw new IllegalArgumentException("an invalid index has no value");
    };
  }

  /** Returns the format of a type of floats. */
  static BinaryFormat format(DType dtype) {
    return switch (scalar(dtype)) {
      case HALF -> BinaryFormat.FLOAT16;
      case BFLOAT -> BinaryFormat.BFLOAT16;
      case FLOAT -> BinaryFormat.FLOAT32;
      case BOOL, CHAR, UCHAR, SHORT, USHORT, INT, UINT, LONG, ULONG, FIELD ->
          throw new IllegalArgumentException("not a type of floats: " + dtype);
    };
  }

  /** Returns the number that an expression of literals is; empty if it is none. */
  static OptionalDouble number(TypedExpression expression) {
    return switch (expression) {
      case TypedExpression.FloatLiteral literal -> OptionalDouble.of(literal.value());
      case TypedExpression.IntegerLiteral literal -> OptionalDouble.of((double) literal.value());
      case TypedExpression.Convert convert -> number(convert.operand());
      case TypedExpression.Unary unary when unary.operator() == UnaryOperator.NEGATE -> {
        OptionalDouble operand = number(unary.operand());
        yield operand.isEmpty()
            ? operand
            : OptionalDouble.of(negated(unary, operand.getAsDouble()));
      }
      case TypedExpression.Binary binary -> difference(binary);
      // Nothing else is written for a constant.
      default -> OptionalDouble.empty();
    };
  }

  /** Integers have one zero. */
  private static double negated(TypedExpression.Unary unary, double operand) {
    return unary.type().scalar().isInteger() ? 0.0 - operand : -operand;
  }

  /** The least integers are written as differences. */
  private static OptionalDouble difference(TypedExpression.Binary binary) {
    OptionalDouble left = number(binary.left());
    OptionalDouble right = number(binary.right());
    return switch (binary.operator()) {
      case SUBTRACT ->
          left.isEmpty() || right.isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(left.getAsDouble() - right.getAsDouble());
      case MULTIPLY,
          DIVIDE,
          REMAINDER,
          ADD,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          LESS,
          LESS_EQUAL,
          GREATER,
          GREATER_EQUAL,
          EQUAL,
          NOT_EQUAL,
          AND,
          XOR,
          OR ->
          OptionalDouble.empty();
    };
  }
}
