package winofuzz.metal.sim.lower;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import winofuzz.metal.msl.BinaryOperator;
import winofuzz.metal.msl.LibraryFunction;
import winofuzz.metal.msl.Quotient;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Source;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.FieldDivision;
import winofuzz.metal.sim.instruction.FieldElementwise;
import winofuzz.metal.sim.instruction.Instruction;
import winofuzz.metal.sim.instruction.RefusedOperationException;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.FieldBinaryOperation;
import winofuzz.metal.sim.lanes.FieldMath;

/**
 * Emits operations on single field elements; what is constant is computed at once. What leads out
 * of the polynomials is refused, wherever it stands in the kernel.
 */
final class FieldLowering {

  private final Emitter emitter;
  private final Source source;
  private final Set<ReadLiteral> literals = new LinkedHashSet<>();

  FieldLowering(Emitter emitter, Source source) {
    this.emitter = emitter;
    this.source = source;
  }

  /** Returns the constants that are taken for other numbers than Metal's, in order. */
  List<ReadLiteral> literals() {
    return List.copyOf(literals);
  }

  /** Returns the exception that says that something at a place of the text is no polynomial. */
  RefusedOperationException refused(String what, int offset) {
    return new RefusedOperationException(what + snippet(offset), source.line(offset));
  }

  private String snippet(int offset) {
    return ", in \"" + source.snippet(offset) + "\"";
  }

  /** Returns the residue of a constant. */
  long residue(TypedExpression.FieldLiteral literal) {
    Quotient value = literal.value();
    long divisor = FieldMath.of(value.denominator());
    if (divisor == 0) {
      throw refused("the constant " + literal.text(), literal.offset());
    }
    if (!value.equals(literal.rounded())) {
      literals.add(new ReadLiteral(source.line(literal.offset()), literal.text(), value));
    }
    return FieldMath.multiply(FieldMath.of(value.numerator()), FieldMath.inverse(divisor));
  }

  Register literal(TypedExpression.FieldLiteral literal) {
    return constant(residue(literal));
  }

  private Register constant(long residue) {
    return emitter.constant(Bank.LONG, residue);
  }

  /**
   * Emits an operator on two field elements.
   *
   * @param offset where the operator stands in the text
   */
  Register binary(BinaryOperator operator, Register left, Register right, int offset) {
    return switch (operator) {
      case ADD -> binary(FieldBinaryOperation.ADD, left, right);
      case SUBTRACT -> binary(FieldBinaryOperation.SUBTRACT, left, right);
      case MULTIPLY -> binary(FieldBinaryOperation.MULTIPLY, left, right);
      case DIVIDE -> division(left, right, offset);
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL ->
          throw refused("the comparison " + operator.spelling(), offset);
      case REMAINDER, SHIFT_LEFT, SHIFT_RIGHT, AND, OR, XOR ->
          throw new AssertionError(operator + " of field elements");
    };
  }

  private Register binary(FieldBinaryOperation operation, Register left, Register right) {
    if (emitter.isConstant(left) && emitter.isConstant(right)) {
      long[] value = new long[1];
      operation.apply(value, constantLong(left), constantLong(right), 1);
      return constant(value[0]);
    }
    Register result = emitter.register(Bank.LONG);
    emitter.emit(new FieldElementwise.Binary(operation, result, left, right), result, left, right);
    return result;
  }

  private long[] constantLong(Register register) {
    return new long[] {emitter.constantBits(register)};
  }

  private Register division(Register left, Register right, int offset) {
    if (emitter.isConstant(right) && emitter.constantBits(right) != 0) {
      long inverse = FieldMath.inverse(emitter.constantBits(right));
      return binary(FieldBinaryOperation.MULTIPLY, left, constant(inverse));
    }
    Register result = emitter.register(Bank.LONG);
    emitter.emit(
        new FieldDivision(result, left, right, snippet(offset), source.line(offset)),
        result,
        left,
        right);
    return result;
  }

  /** Notes that variables are declared without values, if they are field elements. */
  void declare(ScalarType type, List<Register> variables) {
    if (type == ScalarType.FIELD) {
      emitter.append(new FieldElementwise.Declare(List.copyOf(variables)));
    }
  }

  Register negate(Register operand) {
    if (emitter.isConstant(operand)) {
      return constant(FieldMath.negate(emitter.constantBits(operand)));
    }
    return unary(operand, result -> new FieldElementwise.Negate(result, operand));
  }

  /** Returns an integer as a field element. */
  Register ofInteger(ScalarType from, Register value) {
    boolean unsigned = from == ScalarType.UINT || from == ScalarType.ULONG;
    if (emitter.isConstant(value)) {
      long bits = emitter.constantBits(value);
      return constant(
          from == ScalarType.UINT
              ? bits & 0xffffffffL
              : unsigned ? FieldMath.ofUnsigned(bits) : FieldMath.ofSigned(bits));
    }
    return unary(
        value,
        result ->
            Bank.of(from) == Bank.LONG
                ? new FieldElementwise.OfLong(unsigned, result, value)
                : new FieldElementwise.OfInt(unsigned, result, value));
  }

  /** An instruction, given the register of its result. */
  private interface Made {
    Instruction into(Register result);
  }

  private Register unary(Register operand, Made instruction) {
    Register result = emitter.register(Bank.LONG);
    emitter.emit(instruction.into(result), result, operand);
    return result;
  }

  /** Emits an elementwise library function on field elements. */
  Register function(LibraryFunction function, List<Register> x, int offset) {
    return switch (function) {
      case FMA -> multiplyAdd(x.get(0), x.get(1), x.get(2));
      case DIVIDE -> division(x.get(0), x.get(1), offset);
      case MIX -> {
        Register difference = binary(FieldBinaryOperation.SUBTRACT, x.get(1), x.get(0));
        yield multiplyAdd(difference, x.get(2), x.get(0));
      }
      // No other function of numbers is a polynomial.
      default -> throw refused(function.spelling(), offset);
    };
  }

  private Register multiplyAdd(Register a, Register b, Register c) {
    Register result = emitter.register(Bank.LONG);
    emitter.emit(new FieldElementwise.MultiplyAdd(result, a, b, c), result, a, b, c);
    return result;
  }
}
