package winofuzz.metal.sim.lower;

import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.instruction.Elementwise;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.FloatPredicate;
import winofuzz.metal.sim.lanes.FloatToIntConversion;
import winofuzz.metal.sim.lanes.FloatToLongConversion;
import winofuzz.metal.sim.lanes.FloatUnaryOperation;
import winofuzz.metal.sim.lanes.IntToFloatConversion;
import winofuzz.metal.sim.lanes.IntToLongConversion;
import winofuzz.metal.sim.lanes.IntUnaryOperation;
import winofuzz.metal.sim.lanes.LongToFloatConversion;
import winofuzz.metal.sim.lanes.LongToIntConversion;

/** Emits conversions of single scalars between types. */
final class ConversionLowering {

  private final Emitter emitter;
  private final ArithmeticLowering arithmetic;
  private final FieldLowering fields;

  ConversionLowering(Emitter emitter, ArithmeticLowering arithmetic, FieldLowering fields) {
    this.emitter = emitter;
    this.arithmetic = arithmetic;
    this.fields = fields;
  }

  /**
   * Converts a value to the nearest value of another type, as a cast does.
   *
   * @param offset where the value stands in the text
   */
  Register convert(ScalarType from, ScalarType to, Register value, int offset) {
    if (from == to) {
      return value;
    }
    if (from == ScalarType.FIELD) {
      throw fields.refused("the conversion of a number to " + to.spelling(), offset);
    }
    return switch (Bank.of(from)) {
      case FLOAT -> fromFloat(to, value, offset);
      case INT -> fromInt(from, to, value);
      case LONG -> fromLong(from, to, value);
    };
  }

  private Register fromFloat(ScalarType to, Register value, int offset) {
    if (to.isInteger() && to != ScalarType.BOOL) {
      arithmetic.checkRange(to, value, offset);
    }
    return switch (to) {
      case FLOAT -> value;
      case HALF -> arithmetic.floatUnary(FloatUnaryOperation.ROUND_TO_HALF, value);
      case BFLOAT -> arithmetic.floatUnary(FloatUnaryOperation.ROUND_TO_BFLOAT, value);
      case BOOL -> arithmetic.floatTest(FloatPredicate.IS_NOT_ZERO, value);
      case INT -> floatToInt(FloatToIntConversion.FLOAT_TO_INT, value);
      case UINT -> floatToInt(FloatToIntConversion.FLOAT_TO_UINT, value);
      case CHAR -> floatToInt(FloatToIntConversion.FLOAT_TO_CHAR, value);
      case UCHAR -> floatToInt(FloatToIntConversion.FLOAT_TO_UCHAR, value);
      case SHORT -> floatToInt(FloatToIntConversion.FLOAT_TO_SHORT, value);
      case USHORT -> floatToInt(FloatToIntConversion.FLOAT_TO_USHORT, value);
      case LONG -> floatToLong(FloatToLongConversion.FLOAT_TO_LONG, value);
      case ULONG -> floatToLong(FloatToLongConversion.FLOAT_TO_ULONG, value);
      case FIELD -> throw new AssertionError("a program has either floats or field elements");
    };
  }

  private Register fromInt(ScalarType from, ScalarType to, Register value) {
    boolean wide = from == ScalarType.UINT;
    return switch (to) {
      case FLOAT ->
          intToFloat(
              wide ? IntToFloatConversion.UINT_TO_FLOAT : IntToFloatConversion.INT_TO_FLOAT, value);
      case HALF ->
          intToFloat(
              wide ? IntToFloatConversion.UINT_TO_HALF : IntToFloatConversion.INT_TO_HALF, value);
      case BFLOAT ->
          intToFloat(
              wide ? IntToFloatConversion.UINT_TO_BFLOAT : IntToFloatConversion.INT_TO_BFLOAT,
              value);
      case LONG, ULONG -> {
        Register result = emitter.register(Bank.LONG);
        IntToLongConversion conversion =
            wide ? IntToLongConversion.ZERO_EXTENDED : IntToLongConversion.SIGN_EXTENDED;
        emitter.emit(new Elementwise.IntToLong(conversion, result, value), result, value);
        yield result;
      }
      case INT, UINT -> value;
      case FIELD -> fields.ofInteger(from, value);
      case BOOL, CHAR, UCHAR, SHORT, USHORT ->
          from == ScalarType.BOOL ? value : arithmetic.narrowed(to, value);
    };
  }

  private Register fromLong(ScalarType from, ScalarType to, Register value) {
    boolean unsigned = from == ScalarType.ULONG;
    return switch (to) {
      case FLOAT ->
          longToFloat(
              unsigned ? LongToFloatConversion.ULONG_TO_FLOAT : LongToFloatConversion.LONG_TO_FLOAT,
              value);
      case HALF ->
          longToFloat(
              unsigned ? LongToFloatConversion.ULONG_TO_HALF : LongToFloatConversion.LONG_TO_HALF,
              value);
      case BFLOAT ->
          longToFloat(
              unsigned
                  ? LongToFloatConversion.ULONG_TO_BFLOAT
                  : LongToFloatConversion.LONG_TO_BFLOAT,
              value);
      case LONG, ULONG -> value;
      case FIELD -> fields.ofInteger(from, value);
      case BOOL -> longToInt(LongToIntConversion.TO_BOOL, value);
      case INT, UINT, CHAR, UCHAR, SHORT, USHORT ->
          arithmetic.narrowed(to, longToInt(LongToIntConversion.LOW_BITS, value));
    };
  }

  /**
   * Converts an integer to a shift count, an int: its low bits if it has 32, the nearest int if it
   * has more. What is out of range of a type's width stays so.
   */
  Register shiftCount(ScalarType from, Register value) {
    return from == ScalarType.UINT ? value : index(from, value);
  }

  /** Converts an integer to an index, an int; what does not fit stays out of range. */
  Register index(ScalarType from, Register value) {
    return switch (from) {
      case LONG -> withOrigin(longToInt(LongToIntConversion.SATURATED, value), from, value);
      case ULONG ->
          withOrigin(longToInt(LongToIntConversion.SATURATED_UNSIGNED, value), from, value);
      case UINT -> {
        boolean fits = emitter.isConstant(value) && (int) emitter.constantBits(value) >= 0;
        yield fits ? value : unsignedIndex(value);
      }
      case BOOL, CHAR, UCHAR, SHORT, USHORT, INT -> value;
      case HALF, BFLOAT, FLOAT, FIELD -> throw new AssertionError("an index of type " + from);
    };
  }

  private Register unsignedIndex(Register value) {
    Register result = emitter.register(Bank.INT);
    emitter.emit(
        new Elementwise.IntUnary(IntUnaryOperation.INDEX_OF_UNSIGNED, result, value),
        result,
        value);
    return withOrigin(result, ScalarType.UINT, value);
  }

  private static Register withOrigin(Register index, ScalarType from, Register value) {
    index.setOrigin(new Register.Origin(value, from, 1, null));
    return index;
  }

  /**
   * Reinterprets the bits of a value as another type of the same size.
   *
   * @param offset where it is done in the text
   */
  Register reinterpret(ScalarType from, ScalarType to, Register value, int offset) {
    if (from == ScalarType.FIELD || to == ScalarType.FIELD) {
      throw fields.refused("as_type", offset);
    }
    return reinterpret(from, to, value);
  }

  private Register reinterpret(ScalarType from, ScalarType to, Register value) {
    if (Bank.of(from) == Bank.of(to) && from.isFloating() == to.isFloating()) {
      return from == to ? value : sameBank(from, to, value);
    }
    if (from.isFloating()) {
      FloatToIntConversion conversion =
          switch (from.format()) {
            case HALF ->
                to == ScalarType.SHORT
                    ? FloatToIntConversion.HALF_BITS_SIGNED
                    : FloatToIntConversion.HALF_BITS;
            case BFLOAT ->
                to == ScalarType.SHORT
                    ? FloatToIntConversion.BFLOAT_BITS_SIGNED
                    : FloatToIntConversion.BFLOAT_BITS;
            case FLOAT -> FloatToIntConversion.BITS;
          };
      return floatToInt(conversion, value);
    }
    IntToFloatConversion conversion =
        switch (to.format()) {
          case HALF -> IntToFloatConversion.HALF_BITS;
          case BFLOAT -> IntToFloatConversion.BFLOAT_BITS;
          case FLOAT -> IntToFloatConversion.BITS;
        };
    return intToFloat(conversion, value);
  }

  private Register sameBank(ScalarType from, ScalarType to, Register value) {
    if (from.isFloating()) {
      Register bits = reinterpret(from, ScalarType.USHORT, value);
      return reinterpret(ScalarType.USHORT, to, bits);
    }
    return arithmetic.narrowed(to, value);
  }

  private Register floatToInt(FloatToIntConversion conversion, Register value) {
    Register result = emitter.register(Bank.INT);
    emitter.emit(new Elementwise.FloatToInt(conversion, result, value), result, value);
    return result;
  }

  private Register floatToLong(FloatToLongConversion conversion, Register value) {
    Register result = emitter.register(Bank.LONG);
    emitter.emit(new Elementwise.FloatToLong(conversion, result, value), result, value);
    return result;
  }

  private Register intToFloat(IntToFloatConversion conversion, Register value) {
    Register result = emitter.register(Bank.FLOAT);
    emitter.emit(new Elementwise.IntToFloat(conversion, result, value), result, value);
    return result;
  }

  private Register longToFloat(LongToFloatConversion conversion, Register value) {
    Register result = emitter.register(Bank.FLOAT);
    emitter.emit(new Elementwise.LongToFloat(conversion, result, value), result, value);
    return result;
  }

  private Register longToInt(LongToIntConversion conversion, Register value) {
    Register result = emitter.register(Bank.INT);
    emitter.emit(new Elementwise.LongToInt(conversion, result, value), result, value);
    return result;
  }
}
