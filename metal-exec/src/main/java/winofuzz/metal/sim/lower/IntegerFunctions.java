package winofuzz.metal.sim.lower;

import java.util.List;
import winofuzz.metal.msl.BinaryOperator;
import winofuzz.metal.msl.LibraryFunction;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.instruction.BitFunction;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.IntBinaryOperation;
import winofuzz.metal.sim.lanes.IntUnaryOperation;
import winofuzz.metal.sim.lanes.LongBinaryOperation;
import winofuzz.metal.sim.lanes.LongUnaryOperation;

/** Emits the elementwise library functions on integer operands. */
final class IntegerFunctions {

  private final Emitter emitter;
  private final ArithmeticLowering arithmetic;

  IntegerFunctions(Emitter emitter, ArithmeticLowering arithmetic) {
    this.emitter = emitter;
    this.arithmetic = arithmetic;
  }

  Register apply(LibraryFunction function, ScalarType type, List<Register> x) {
    Register a = x.get(0);
    return switch (function) {
      case ABS -> type.isUnsigned() ? a : absolute(type, a);
      case MAX -> maximum(type, a, x.get(1));
      case MIN -> minimum(type, a, x.get(1));
      case MAX3 -> maximum(type, maximum(type, a, x.get(1)), x.get(2));
      case MIN3 -> minimum(type, minimum(type, a, x.get(1)), x.get(2));
      case MEDIAN3 ->
          maximum(
              type,
              minimum(type, a, x.get(1)),
              minimum(type, maximum(type, a, x.get(1)), x.get(2)));
      case CLAMP -> minimum(type, maximum(type, a, x.get(1)), x.get(2));
      case ABSDIFF ->
          arithmetic.binary(
              BinaryOperator.SUBTRACT,
              type,
              maximum(type, a, x.get(1)),
              minimum(type, a, x.get(1)),
              0);
      case CLZ -> bits(BitFunction.Kind.LEADING_ZEROS, type, x);
      case CTZ -> bits(BitFunction.Kind.TRAILING_ZEROS, type, x);
      case POPCOUNT -> bits(BitFunction.Kind.POPULATION_COUNT, type, x);
      case REVERSE_BITS -> bits(BitFunction.Kind.REVERSE_BITS, type, x);
      case MULHI -> bits(BitFunction.Kind.MULTIPLY_HIGH, type, x);
      case MADHI -> bits(BitFunction.Kind.MULTIPLY_ADD_HIGH, type, x);
      case ROTATE -> bits(BitFunction.Kind.ROTATE_LEFT, type, x);
      case ADDSAT -> bits(BitFunction.Kind.ADD_SATURATING, type, x);
      case SUBSAT -> bits(BitFunction.Kind.SUBTRACT_SATURATING, type, x);
      // Every other function has a shape that is not elementwise, or takes floats alone.
      default -> throw new AssertionError(function + " of integers");
    };
  }

  private Register absolute(ScalarType type, Register a) {
    return Bank.of(type) == Bank.LONG
        ? arithmetic.longUnary(LongUnaryOperation.ABSOLUTE, a)
        : arithmetic.narrowed(type, arithmetic.intUnary(IntUnaryOperation.ABSOLUTE, a));
  }

  private Register maximum(ScalarType type, Register a, Register b) {
    boolean unsigned = type.isUnsigned();
    if (Bank.of(type) == Bank.LONG) {
      return arithmetic.longs(
          unsigned ? LongBinaryOperation.MAXIMUM_UNSIGNED : LongBinaryOperation.MAXIMUM, a, b);
    }
    return arithmetic.ints(
        unsigned ? IntBinaryOperation.MAXIMUM_UNSIGNED : IntBinaryOperation.MAXIMUM, a, b);
  }

  private Register minimum(ScalarType type, Register a, Register b) {
    boolean unsigned = type.isUnsigned();
    if (Bank.of(type) == Bank.LONG) {
      return arithmetic.longs(
          unsigned ? LongBinaryOperation.MINIMUM_UNSIGNED : LongBinaryOperation.MINIMUM, a, b);
    }
    return arithmetic.ints(
        unsigned ? IntBinaryOperation.MINIMUM_UNSIGNED : IntBinaryOperation.MINIMUM, a, b);
  }

  private Register bits(BitFunction.Kind kind, ScalarType type, List<Register> x) {
    Register result = emitter.register(Bank.of(type));
    Register[] operands = x.toArray(new Register[0]);
    emitter.emit(new BitFunction(kind, type, result, x), result, operands);
    return result;
  }
}
