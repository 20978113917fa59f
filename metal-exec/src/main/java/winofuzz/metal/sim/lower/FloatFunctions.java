package winofuzz.metal.sim.lower;

import java.util.List;
import winofuzz.metal.msl.BinaryOperator;
import winofuzz.metal.msl.LibraryFunction;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.NextAfter;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.instruction.ScaleByPower;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.FloatBinaryOperation;
import winofuzz.metal.sim.lanes.FloatPredicate;
import winofuzz.metal.sim.lanes.FloatUnaryOperation;

/** Emits the elementwise library functions on floating operands. */
final class FloatFunctions {

  private final Emitter emitter;
  private final ArithmeticLowering arithmetic;

  FloatFunctions(Emitter emitter, ArithmeticLowering arithmetic) {
    this.emitter = emitter;
    this.arithmetic = arithmetic;
  }

  Register apply(LibraryFunction function, ScalarType type, List<Register> x) {
    Register a = x.get(0);
    return switch (function) {
      case ABS, FABS -> arithmetic.floatUnary(FloatUnaryOperation.ABSOLUTE, a);
      case ACOS -> unary(FloatUnaryOperation.ACOS, type, a);
      case ACOSH -> unary(FloatUnaryOperation.ACOSH, type, a);
      case ASIN -> unary(FloatUnaryOperation.ASIN, type, a);
      case ASINH -> unary(FloatUnaryOperation.ASINH, type, a);
      case ATAN -> unary(FloatUnaryOperation.ATAN, type, a);
      case ATANH -> unary(FloatUnaryOperation.ATANH, type, a);
      case CEIL -> unary(FloatUnaryOperation.CEIL, type, a);
      case COS -> unary(FloatUnaryOperation.COS, type, a);
      case COSH -> unary(FloatUnaryOperation.COSH, type, a);
      case COSPI -> unary(FloatUnaryOperation.COSPI, type, a);
      case EXP -> unary(FloatUnaryOperation.EXP, type, a);
      case EXP10 -> unary(FloatUnaryOperation.EXP10, type, a);
      case EXP2 -> unary(FloatUnaryOperation.EXP2, type, a);
      case FLOOR -> unary(FloatUnaryOperation.FLOOR, type, a);
      case FRACT -> fraction(type, a);
      case LOG -> unary(FloatUnaryOperation.LOG, type, a);
      case LOG10 -> unary(FloatUnaryOperation.LOG10, type, a);
      case LOG2 -> unary(FloatUnaryOperation.LOG2, type, a);
      case RINT -> unary(FloatUnaryOperation.ROUND_EVEN, type, a);
      case ROUND -> unary(FloatUnaryOperation.ROUND, type, a);
      case RSQRT -> unary(FloatUnaryOperation.RECIPROCAL_ROOT, type, a);
      case SATURATE -> unary(FloatUnaryOperation.SATURATE, type, a);
      case SIGN -> unary(FloatUnaryOperation.SIGN, type, a);
      case SIN -> unary(FloatUnaryOperation.SIN, type, a);
      case SINH -> unary(FloatUnaryOperation.SINH, type, a);
      case SINPI -> unary(FloatUnaryOperation.SINPI, type, a);
      case SQRT -> unary(FloatUnaryOperation.SQUARE_ROOT, type, a);
      case TAN -> unary(FloatUnaryOperation.TAN, type, a);
      case TANH -> unary(FloatUnaryOperation.TANH, type, a);
      case TRUNC -> unary(FloatUnaryOperation.TRUNCATE, type, a);
      case ATAN2 -> binary(FloatBinaryOperation.ARC_TANGENT, type, x);
      case COPYSIGN -> binary(FloatBinaryOperation.COPY_SIGN, type, x);
      case DIVIDE -> binary(FloatBinaryOperation.DIVIDE, type, x);
      case FDIM -> binary(FloatBinaryOperation.POSITIVE_DIFFERENCE, type, x);
      case FMAX, MAX -> binary(FloatBinaryOperation.MAXIMUM, type, x);
      case FMIN, MIN -> binary(FloatBinaryOperation.MINIMUM, type, x);
      case FMOD -> binary(FloatBinaryOperation.REMAINDER, type, x);
      case NEXTAFTER -> nextAfter(type, x);
      case POW, POWR -> binary(FloatBinaryOperation.POWER, type, x);
      case STEP -> binary(FloatBinaryOperation.STEP, type, x);
      case FMA -> arithmetic.multiplyAdd(type, a, x.get(1), x.get(2));
      case MAX3 -> folded(FloatBinaryOperation.MAXIMUM, type, x);
      case MIN3 -> folded(FloatBinaryOperation.MINIMUM, type, x);
      case MEDIAN3 -> median(type, x);
      case CLAMP -> clamp(type, a, x.get(1), x.get(2));
      case MIX -> mix(type, x);
      case SMOOTHSTEP -> smoothstep(type, x);
      case ISFINITE -> arithmetic.floatTest(FloatPredicate.IS_FINITE, a);
      case ISINF -> arithmetic.floatTest(FloatPredicate.IS_INFINITE, a);
      case ISNAN -> arithmetic.floatTest(FloatPredicate.IS_NAN, a);
      case ISNORMAL ->
          arithmetic.floatTest(
              type == ScalarType.HALF ? FloatPredicate.IS_NORMAL_HALF : FloatPredicate.IS_NORMAL,
              a);
      case SIGNBIT -> arithmetic.floatTest(FloatPredicate.SIGN_BIT, a);
      case LDEXP -> scaled(type, a, x.get(1));
      // Every other function has a shape that is not elementwise, or takes integers alone.
      default -> throw new AssertionError(function + " of floats");
    };
  }

  private Register unary(FloatUnaryOperation operation, ScalarType type, Register operand) {
    return arithmetic.floatFunction(operation, type, operand);
  }

  private Register binary(FloatBinaryOperation operation, ScalarType type, List<Register> x) {
    return arithmetic.floats(operation, type, x.get(0), x.get(1));
  }

  private Register folded(FloatBinaryOperation operation, ScalarType type, List<Register> x) {
    Register first = arithmetic.floats(operation, type, x.get(0), x.get(1));
    return arithmetic.floats(operation, type, first, x.get(2));
  }

  /** {@code max(min(x, y), min(max(x, y), z))}. */
  private Register median(ScalarType type, List<Register> x) {
    Register less = arithmetic.floats(FloatBinaryOperation.MINIMUM, type, x.get(0), x.get(1));
    Register more = arithmetic.floats(FloatBinaryOperation.MAXIMUM, type, x.get(0), x.get(1));
    Register upper = arithmetic.floats(FloatBinaryOperation.MINIMUM, type, more, x.get(2));
    return arithmetic.floats(FloatBinaryOperation.MAXIMUM, type, less, upper);
  }

  private Register clamp(ScalarType type, Register value, Register low, Register high) {
    Register raised = arithmetic.floats(FloatBinaryOperation.MAXIMUM, type, value, low);
    return arithmetic.floats(FloatBinaryOperation.MINIMUM, type, raised, high);
  }

  /** {@code x - floor(x)}, kept below one. */
  private Register fraction(ScalarType type, Register value) {
    Register floor = unary(FloatUnaryOperation.FLOOR, type, value);
    Register difference = arithmetic.floats(FloatBinaryOperation.SUBTRACT, type, value, floor);
    float below =
        switch (type.format()) {
          case HALF -> 1 - 0x1p-11f;
          case BFLOAT -> 1 - 0x1p-8f;
          case FLOAT -> 1 - 0x1p-24f;
        };
    return arithmetic.floats(
        FloatBinaryOperation.MINIMUM, type, difference, arithmetic.floatConstant(below));
  }

  /** {@code x + (y - x) * a}. */
  private Register mix(ScalarType type, List<Register> x) {
    Register difference = arithmetic.binary(BinaryOperator.SUBTRACT, type, x.get(1), x.get(0), 0);
    Register part = arithmetic.binary(BinaryOperator.MULTIPLY, type, difference, x.get(2), 0);
    return arithmetic.binary(BinaryOperator.ADD, type, x.get(0), part, 0);
  }

  /** {@code t * t * (3 - 2 * t)} with t the clamped position of x between the edges. */
  private Register smoothstep(ScalarType type, List<Register> x) {
    Register offset = arithmetic.binary(BinaryOperator.SUBTRACT, type, x.get(2), x.get(0), 0);
    Register width = arithmetic.binary(BinaryOperator.SUBTRACT, type, x.get(1), x.get(0), 0);
    Register t = arithmetic.binary(BinaryOperator.DIVIDE, type, offset, width, 0);
    t = clamp(type, t, arithmetic.floatConstant(0), arithmetic.floatConstant(1));
    Register square = arithmetic.binary(BinaryOperator.MULTIPLY, type, t, t, 0);
    Register twice =
        arithmetic.binary(BinaryOperator.MULTIPLY, type, arithmetic.floatConstant(2), t, 0);
    Register slope =
        arithmetic.binary(BinaryOperator.SUBTRACT, type, arithmetic.floatConstant(3), twice, 0);
    return arithmetic.binary(BinaryOperator.MULTIPLY, type, square, slope, 0);
  }

  private Register nextAfter(ScalarType type, List<Register> x) {
    Register result = emitter.register(Bank.FLOAT);
    emitter.emit(new NextAfter(type, result, x.get(0), x.get(1)), result, x.get(0), x.get(1));
    return result;
  }

  private Register scaled(ScalarType type, Register value, Register exponent) {
    Register result = emitter.register(Bank.FLOAT);
    emitter.emit(new ScaleByPower(type, result, value, exponent), result, value, exponent);
    return result;
  }
}
