package winofuzz.fuzz.fault;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import winofuzz.interpret.Values;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.BinaryFormat;
import winofuzz.number.NumericProfile;
import winofuzz.number.Rational;

/**
 * Computes what one line must come to, from the values of the variables in it: each operation in
 * rational numbers, rounded once to its type. It shares no arithmetic with the interpreter's floats
 * or with a device, so that it tells which of two values is right.
 *
 * @param values what the variables have
 * @param isVariable whether an instruction has a variable, or is one whose value is taken for right
 * @param inputs the memories that the kernel reads, by the slot of their buffer
 * @param profile what is flushed
 */
record LineArithmetic(
    ThreadValues values,
    Predicate<UOp> isVariable,
    Map<Integer, Values> inputs,
    NumericProfile profile) {

  /** Returns what the line of an instruction comes to; empty where it cannot be computed here. */
  OptionalDouble of(UOp line, Map<UOp, Long> turns, int lane) {
    return line.is(Op.STORE) ? operand(line.src(1), turns, lane) : compute(line, turns, lane);
  }

  private OptionalDouble operand(UOp node, Map<UOp, Long> turns, int lane) {
    if (node.is(Op.RANGE)) {
      return OptionalDouble.of(turns.getOrDefault(node, 0L));
    }
    boolean isKept = isVariable.test(node) || (node.is(Op.LOAD) && !isOfInput(node));
    return isKept ? values.at(node, turns, lane) : compute(node, turns, lane);
  }

  private OptionalDouble compute(UOp node, Map<UOp, Long> turns, int lane) {
    return switch (node.op()) {
      case CONST -> OptionalDouble.of(MetalValues.constant(node));
      case GEP -> operand(node.src(0), turns, ((Arg.Lanes) node.arg()).lanes().get(lane));
      case VECTORIZE -> operand(node.src(lane), turns, 0);
      case LOAD -> load(node, turns, lane);
      case WHERE -> {
        OptionalDouble condition = operand(node.src(0), turns, lane);
        yield condition.isEmpty()
            ? condition
            : operand(node.src(condition.getAsDouble() != 0 ? 1 : 2), turns, lane);
      }
      case NEG -> {
        OptionalDouble x = operand(node.src(0), turns, lane);
        yield node.dtype().isFloat() && x.isPresent()
            ? OptionalDouble.of(-x.getAsDouble())
            : OptionalDouble.empty();
      }
      case ADD -> binary(node, turns, lane, Rational::plus, (a, b) -> a + b);
      case SUB -> binary(node, turns, lane, Rational::minus, (a, b) -> a - b);
      case MUL -> binary(node, turns, lane, Rational::times, (a, b) -> a * b);
      case CMPLT -> compared(node, turns, lane, (a, b) -> a < b ? 1 : 0);
      case CMPNE -> compared(node, turns, lane, (a, b) -> a != b ? 1 : 0);
      case CMPEQ -> compared(node, turns, lane, (a, b) -> a == b ? 1 : 0);
      // All others are left to the engines.
      default -> OptionalDouble.empty();
    };
  }

  private boolean isOfInput(UOp load) {
    UOp index = index(load);
    return index.is(Op.INDEX)
        && index.src(0).is(Op.DEFINE_GLOBAL)
        && inputs.containsKey(slot(index.src(0)));
  }

  private static UOp index(UOp load) {
    return load.src(0).is(Op.CAST) ? load.src(0).src(0) : load.src(0);
  }

  private static int slot(UOp define) {
    return ((Arg.Slot) define.arg()).number();
  }

  private OptionalDouble load(UOp node, Map<UOp, Long> turns, int lane) {
    if (!isOfInput(node)) {
      return OptionalDouble.empty();
    }
    UOp index = index(node);
    if (index.arity() > 2) {
      OptionalDouble gate = operand(index.src(2), turns, 0);
      if (gate.isEmpty()) {
        return gate;
      }
      if (gate.getAsDouble() == 0) {
        return operand(node.src(1), turns, lane);
      }
    }
    OptionalDouble at = operand(index.src(1), turns, 0);
    Values memory = inputs.get(slot(index.src(0)));
    return at.isPresent() && memory != null && at.getAsDouble() + lane < memory.size()
        ? OptionalDouble.of(memory.at((int) at.getAsDouble() + lane))
        : OptionalDouble.empty();
  }

  private interface Exact {
    Rational of(Rational a, Rational b);
  }

  private OptionalDouble binary(
      UOp node, Map<UOp, Long> turns, int lane, Exact exact, DoubleBinaryOperator inDoubles) {
    OptionalDouble a = operand(node.src(0), turns, lane);
    OptionalDouble b = operand(node.src(1), turns, lane);
    if (a.isEmpty() || b.isEmpty()) {
      return OptionalDouble.empty();
    }
    boolean isFloat = node.dtype().isFloat();
    double left = isFloat ? flushed(node.dtype(), a.getAsDouble()) : a.getAsDouble();
    double right = isFloat ? flushed(node.dtype(), b.getAsDouble()) : b.getAsDouble();
    double rough = inDoubles.applyAsDouble(left, right);
    if (!Double.isFinite(left) || !Double.isFinite(right)) {
      return OptionalDouble.of(rough);
    }
    Rational result = exact.of(Rational.of(left), Rational.of(right));
    if (result.signum() == 0) {
      // The sign of an exact zero is that which any format gives it.
      return OptionalDouble.of(isFloat ? rough : 0);
    }
    return OptionalDouble.of(
        isFloat
            ? flushed(node.dtype(), format(node.dtype()).round(result))
            : (int) result.truncate().longValue());
  }

  private OptionalDouble compared(
      UOp node, Map<UOp, Long> turns, int lane, DoubleBinaryOperator test) {
    OptionalDouble a = operand(node.src(0), turns, lane);
    OptionalDouble b = operand(node.src(1), turns, lane);
    return a.isEmpty() || b.isEmpty() || node.src(0).dtype().isFloat()
        ? OptionalDouble.empty()
        : OptionalDouble.of(test.applyAsDouble(a.getAsDouble(), b.getAsDouble()));
  }

  private double flushed(DType dtype, double value) {
    BinaryFormat format = format(dtype);
    return profile.flushes(format) && Math.abs(value) < format.minNormal()
        ? Math.copySign(0, value)
        : value;
  }

  private static BinaryFormat format(DType dtype) {
    return MetalValues.format(dtype);
  }
}
