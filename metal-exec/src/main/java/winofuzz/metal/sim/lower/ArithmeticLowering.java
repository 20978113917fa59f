package winofuzz.metal.sim.lower;

import java.util.function.IntUnaryOperator;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.ElementType;
import winofuzz.metal.msl.BinaryOperator;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.UnaryOperator;
import winofuzz.metal.sim.instruction.CheckedDivision;
import winofuzz.metal.sim.instruction.Elementwise;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.RangeCheck;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.instruction.ShiftCheck;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.FloatBinaryOperation;
import winofuzz.metal.sim.lanes.FloatCompareOperation;
import winofuzz.metal.sim.lanes.FloatPredicate;
import winofuzz.metal.sim.lanes.FloatTernaryOperation;
import winofuzz.metal.sim.lanes.FloatUnaryOperation;
import winofuzz.metal.sim.lanes.IntBinaryOperation;
import winofuzz.metal.sim.lanes.IntUnaryOperation;
import winofuzz.metal.sim.lanes.LongBinaryOperation;
import winofuzz.metal.sim.lanes.LongCompareOperation;
import winofuzz.metal.sim.lanes.LongShiftOperation;
import winofuzz.metal.sim.lanes.LongUnaryOperation;

/** Emits operations on single scalars, by type; what is constant is computed at once. */
final class ArithmeticLowering {

  private final Emitter emitter;
  private final DeviceProfile profile;
  private final IntUnaryOperator lines;
  private final FieldLowering fields;

  /**
   * ArithmeticLowering that is emitted to one kernel.
   *
   * @param lines the line of an offset in the kernel's text
   */
  ArithmeticLowering(
      Emitter emitter, DeviceProfile profile, IntUnaryOperator lines, FieldLowering fields) {
    this.emitter = emitter;
    this.profile = profile;
    this.lines = lines;
    this.fields = fields;
  }

  /**
   * Emits an operator on two operands of one type; for shifts the count is a register of ints.
   *
   * @param offset where the operator stands in the text
   */
  Register binary(
      BinaryOperator operator, ScalarType type, Register left, Register right, int offset) {
    if (type == ScalarType.FIELD) {
      return fields.binary(operator, left, right, offset);
    }
    return switch (Bank.of(type)) {
      case FLOAT -> floatBinary(operator, type, left, right);
      case INT -> intBinary(operator, type, left, right, offset);
      case LONG -> longBinary(operator, type, left, right, offset);
    };
  }

  private Register floatBinary(
      BinaryOperator operator, ScalarType type, Register left, Register right) {
    return switch (operator) {
      case ADD -> floats(FloatBinaryOperation.ADD, type, left, right);
      case SUBTRACT -> floats(FloatBinaryOperation.SUBTRACT, type, left, right);
      case MULTIPLY -> floats(FloatBinaryOperation.MULTIPLY, type, left, right);
      case DIVIDE -> floats(FloatBinaryOperation.DIVIDE, type, left, right);
      case LESS -> compare(FloatCompareOperation.LESS, type, left, right);
      case LESS_EQUAL -> compare(FloatCompareOperation.LESS_EQUAL, type, left, right);
      case GREATER -> compare(FloatCompareOperation.LESS, type, right, left);
      case GREATER_EQUAL -> compare(FloatCompareOperation.LESS_EQUAL, type, right, left);
      case EQUAL -> compare(FloatCompareOperation.EQUAL, type, left, right);
      case NOT_EQUAL -> compare(FloatCompareOperation.NOT_EQUAL, type, left, right);
      case REMAINDER, SHIFT_LEFT, SHIFT_RIGHT, AND, OR, XOR ->
          throw new AssertionError(operator + " of floats");
    };
  }

  /**
   * Emits a float operation that is rounded to its type, with denormals flushed where the profile
   * says so.
   */
  Register floats(FloatBinaryOperation operation, ScalarType type, Register a, Register b) {
    Register left = flushed(type, a);
    Register right = flushed(type, b);
    Register result = emitter.register(Bank.FLOAT);
    if (emitter.isConstant(left) && emitter.isConstant(right)) {
      float[] value = new float[1];
      operation.apply(value, constantFloat(left), constantFloat(right), 1);
      return rounded(type, floatConstant(value[0]));
    }
    emitter.emit(new Elementwise.FloatBinary(operation, result, left, right), result, left, right);
    if (operation.takesNumber()) {
      left.markNumberRead();
      right.markNumberRead();
    }
    return rounded(type, result);
  }

  private Register compare(
      FloatCompareOperation operation, ScalarType type, Register a, Register b) {
    Register left = flushed(type, a);
    Register right = flushed(type, b);
    Register result = emitter.register(Bank.INT);
    emitter.emit(new Elementwise.FloatCompare(operation, result, left, right), result, left, right);
    return result;
  }

  /** {@code fma(a, b, c)}. */
  Register multiplyAdd(ScalarType type, Register a, Register b, Register c) {
    return profile.fusedFma()
        ? fused(type, a, b, c)
        : floats(
            FloatBinaryOperation.ADD, type, floats(FloatBinaryOperation.MULTIPLY, type, a, b), c);
  }

  /** {@code a * b + c} rounded once. */
  Register fused(ScalarType type, Register a, Register b, Register c) {
    Register x = flushed(type, a);
    Register y = flushed(type, b);
    Register z = flushed(type, c);
    FloatTernaryOperation operation =
        switch (type.format()) {
          case HALF -> FloatTernaryOperation.FUSED_MULTIPLY_ADD_HALF;
          case BFLOAT -> FloatTernaryOperation.FUSED_MULTIPLY_ADD_BFLOAT;
          case FLOAT -> FloatTernaryOperation.FUSED_MULTIPLY_ADD;
        };
    Register result = emitter.register(Bank.FLOAT);
    emitter.emit(new Elementwise.FloatTernary(operation, result, x, y, z), result, x, y, z);
    return flushed(type, result);
  }

  /** Emits a float function and rounds its result to its type. */
  Register floatFunction(FloatUnaryOperation operation, ScalarType type, Register operand) {
    return rounded(type, floatUnary(operation, flushed(type, operand)));
  }

  /** Emits a float function without rounding its result to a narrower type. */
  Register floatUnary(FloatUnaryOperation operation, Register operand) {
    if (emitter.isConstant(operand)) {
      float[] value = new float[1];
      operation.apply(value, constantFloat(operand), 1);
      return floatConstant(value[0]);
    }
    Register result = emitter.register(Bank.FLOAT);
    emitter.emit(new Elementwise.FloatUnary(operation, result, operand), result, operand);
    return result;
  }

  Register floatTest(FloatPredicate predicate, Register operand) {
    Register result = emitter.register(Bank.INT);
    emitter.emit(new Elementwise.FloatTest(predicate, result, operand), result, operand);
    return result;
  }

  private Register rounded(ScalarType type, Register value) {
    return switch (type.format()) {
      case HALF -> flushed(type, floatUnary(FloatUnaryOperation.ROUND_TO_HALF, value));
      case BFLOAT -> flushed(type, floatUnary(FloatUnaryOperation.ROUND_TO_BFLOAT, value));
      case FLOAT -> flushed(type, value);
    };
  }

  private Register flushed(ScalarType type, Register value) {
    return switch (type.format()) {
      case HALF -> flushed(ElementType.FLOAT16, FloatUnaryOperation.FLUSH_HALF_DENORMAL, value);
      case BFLOAT -> flushed(ElementType.BFLOAT16, FloatUnaryOperation.FLUSH_DENORMAL, value);
      case FLOAT -> flushed(ElementType.FLOAT32, FloatUnaryOperation.FLUSH_DENORMAL, value);
    };
  }

  private Register flushed(ElementType type, FloatUnaryOperation operation, Register value) {
    return profile.flushed().contains(type) ? floatUnary(operation, value) : value;
  }

  private Register intBinary(
      BinaryOperator operator, ScalarType type, Register left, Register right, int offset) {
    boolean unsigned = type.isUnsigned();
    return switch (operator) {
      case ADD -> narrowed(type, ints(IntBinaryOperation.ADD, left, right));
      case SUBTRACT -> narrowed(type, ints(IntBinaryOperation.SUBTRACT, left, right));
      case MULTIPLY -> narrowed(type, ints(IntBinaryOperation.MULTIPLY, left, right));
      case DIVIDE, REMAINDER -> {
        boolean remainder = operator == BinaryOperator.REMAINDER;
        yield narrowed(type, division(type, remainder, left, right, offset));
      }
      case SHIFT_LEFT -> {
        checkShift(type, right, offset);
        yield narrowed(type, ints(IntBinaryOperation.SHIFT_LEFT, left, right));
      }
      case SHIFT_RIGHT -> {
        checkShift(type, right, offset);
        yield ints(
            unsigned ? IntBinaryOperation.SHIFT_RIGHT_UNSIGNED : IntBinaryOperation.SHIFT_RIGHT,
            left,
            right);
      }
      case AND -> ints(IntBinaryOperation.AND, left, right);
      case OR -> ints(IntBinaryOperation.OR, left, right);
      case XOR -> ints(IntBinaryOperation.XOR, left, right);
      case EQUAL -> ints(IntBinaryOperation.EQUAL, left, right);
      case NOT_EQUAL -> ints(IntBinaryOperation.NOT_EQUAL, left, right);
      case LESS -> less(unsigned, left, right);
      case GREATER -> less(unsigned, right, left);
      case LESS_EQUAL -> lessEqual(unsigned, left, right);
      case GREATER_EQUAL -> lessEqual(unsigned, right, left);
    };
  }

  private Register less(boolean unsigned, Register left, Register right) {
    return ints(unsigned ? IntBinaryOperation.LESS_UNSIGNED : IntBinaryOperation.LESS, left, right);
  }

  private Register lessEqual(boolean unsigned, Register left, Register right) {
    return ints(
        unsigned ? IntBinaryOperation.LESS_EQUAL_UNSIGNED : IntBinaryOperation.LESS_EQUAL,
        left,
        right);
  }

  Register ints(IntBinaryOperation operation, Register left, Register right) {
    if (emitter.isConstant(left) && emitter.isConstant(right)) {
      int[] value = new int[1];
      operation.apply(value, constantInt(left), constantInt(right), 1);
      return emitter.constant(value[0]);
    }
    Register result = emitter.register(Bank.INT);
    emitter.emit(new Elementwise.IntBinary(operation, result, left, right), result, left, right);
    return result;
  }

  private Register division(
      ScalarType type, boolean remainder, Register left, Register right, int offset) {
    Register result = emitter.register(Bank.of(type));
    emitter.emit(
        new CheckedDivision(remainder, type, result, left, right, lines.applyAsInt(offset)),
        result,
        left,
        right);
    return result;
  }

  private void checkShift(ScalarType type, Register count, int offset) {
    int width = 8 * type.bytes();
    boolean known =
        emitter.isConstant(count)
            && emitter.constantBits(count) >= 0
            && emitter.constantBits(count) < width;
    if (!known) {
      emitter.use(count);
      emitter.append(new ShiftCheck(count, width, lines.applyAsInt(offset)));
    }
  }

  /** Emits the check that a float is in the range of an integer type, if it is not known to be. */
  void checkRange(ScalarType type, Register value, int offset) {
    RangeCheck check = RangeCheck.of(type, value, lines.applyAsInt(offset));
    boolean known =
        emitter.isConstant(value)
            && check.allows(Float.intBitsToFloat((int) emitter.constantBits(value)));
    if (!known) {
      emitter.use(value);
      emitter.append(check);
    }
  }

  Register intUnary(IntUnaryOperation operation, Register operand) {
    if (emitter.isConstant(operand)) {
      int[] value = new int[1];
      operation.apply(value, constantInt(operand), 1);
      return emitter.constant(value[0]);
    }
    Register result = emitter.register(Bank.INT);
    emitter.emit(new Elementwise.IntUnary(operation, result, operand), result, operand);
    return result;
  }

  /** Returns the canonical form of a 32-bit value that is to be of an integer type. */
  Register narrowed(ScalarType type, Register value) {
    return switch (type) {
      case BOOL -> intUnary(IntUnaryOperation.TO_BOOL, value);
      case CHAR -> intUnary(IntUnaryOperation.TO_CHAR, value);
      case UCHAR -> intUnary(IntUnaryOperation.TO_UCHAR, value);
      case SHORT -> intUnary(IntUnaryOperation.TO_SHORT, value);
      case USHORT -> intUnary(IntUnaryOperation.TO_USHORT, value);
      case INT, UINT, LONG, ULONG, HALF, BFLOAT, FLOAT, FIELD -> value;
    };
  }

  private Register longBinary(
      BinaryOperator operator, ScalarType type, Register left, Register right, int offset) {
    boolean unsigned = type.isUnsigned();
    return switch (operator) {
      case ADD -> longs(LongBinaryOperation.ADD, left, right);
      case SUBTRACT -> longs(LongBinaryOperation.SUBTRACT, left, right);
      case MULTIPLY -> longs(LongBinaryOperation.MULTIPLY, left, right);
      case DIVIDE -> division(type, false, left, right, offset);
      case REMAINDER -> division(type, true, left, right, offset);
      case AND -> longs(LongBinaryOperation.AND, left, right);
      case OR -> longs(LongBinaryOperation.OR, left, right);
      case XOR -> longs(LongBinaryOperation.XOR, left, right);
      case SHIFT_LEFT -> {
        checkShift(type, right, offset);
        yield longShift(LongShiftOperation.SHIFT_LEFT, left, right);
      }
      case SHIFT_RIGHT -> {
        checkShift(type, right, offset);
        yield longShift(
            unsigned ? LongShiftOperation.SHIFT_RIGHT_UNSIGNED : LongShiftOperation.SHIFT_RIGHT,
            left,
            right);
      }
      case EQUAL -> longCompare(LongCompareOperation.EQUAL, left, right);
      case NOT_EQUAL -> longCompare(LongCompareOperation.NOT_EQUAL, left, right);
      case LESS -> longLess(unsigned, left, right);
      case GREATER -> longLess(unsigned, right, left);
      case LESS_EQUAL -> longLessEqual(unsigned, left, right);
      case GREATER_EQUAL -> longLessEqual(unsigned, right, left);
    };
  }

  Register longs(LongBinaryOperation operation, Register left, Register right) {
    Register result = emitter.register(Bank.LONG);
    emitter.emit(new Elementwise.LongBinary(operation, result, left, right), result, left, right);
    return result;
  }

  private Register longShift(LongShiftOperation operation, Register left, Register count) {
    Register result = emitter.register(Bank.LONG);
    emitter.emit(new Elementwise.LongShift(operation, result, left, count), result, left, count);
    return result;
  }

  private Register longLess(boolean unsigned, Register left, Register right) {
    return longCompare(
        unsigned ? LongCompareOperation.LESS_UNSIGNED : LongCompareOperation.LESS, left, right);
  }

  private Register longLessEqual(boolean unsigned, Register left, Register right) {
    return longCompare(
        unsigned ? LongCompareOperation.LESS_EQUAL_UNSIGNED : LongCompareOperation.LESS_EQUAL,
        left,
        right);
  }

  private Register longCompare(LongCompareOperation operation, Register left, Register right) {
    Register result = emitter.register(Bank.INT);
    emitter.emit(new Elementwise.LongCompare(operation, result, left, right), result, left, right);
    return result;
  }

  Register longUnary(LongUnaryOperation operation, Register operand) {
    Register result = emitter.register(Bank.LONG);
    emitter.emit(new Elementwise.LongUnary(operation, result, operand), result, operand);
    return result;
  }

  Register unary(UnaryOperator operator, ScalarType type, Register operand) {
    return switch (operator) {
      case NOT -> intUnary(IntUnaryOperation.NOT, operand);
      case NEGATE ->
          switch (Bank.of(type)) {
            case FLOAT -> floatUnary(FloatUnaryOperation.NEGATE, operand);
            case INT -> narrowed(type, intUnary(IntUnaryOperation.NEGATE, operand));
            case LONG ->
                type == ScalarType.FIELD
                    ? fields.negate(operand)
                    : longUnary(LongUnaryOperation.NEGATE, operand);
          };
      case COMPLEMENT ->
          Bank.of(type) == Bank.LONG
              ? longUnary(LongUnaryOperation.COMPLEMENT, operand)
              : narrowed(type, intUnary(IntUnaryOperation.COMPLEMENT, operand));
    };
  }

  /** Chooses, lane by lane, one value where the condition holds and the other elsewhere. */
  Register select(Register condition, Register yes, Register no) {
    if (yes == no) {
      return yes;
    }
    Register result = emitter.register(yes.bank());
    emitter.emit(new Elementwise.Select(result, condition, yes, no), result, condition, yes, no);
    return result;
  }

  Register floatConstant(float value) {
    return emitter.constant(Bank.FLOAT, Float.floatToRawIntBits(value) & 0xffffffffL);
  }

  private float[] constantFloat(Register register) {
    return new float[] {Float.intBitsToFloat((int) emitter.constantBits(register))};
  }

  private int[] constantInt(Register register) {
    return new int[] {(int) emitter.constantBits(register)};
  }
}
