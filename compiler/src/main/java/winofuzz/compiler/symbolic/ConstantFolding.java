package winofuzz.compiler.symbolic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

/**
 * Arithmetic on constants, lane by lane.
 *
 * <p>Real constants are computed exactly, but a zero has the sign of an operand that is one: the
 * rules do not tell zeros apart (x * 0 is 0), and two of them would keep equal branches of a choice
 * from being seen as equal. Fixed-width integers wrap; the index type has no width, and an index
 * that does not fit a long is not computed. Division and remainder of integers truncate, and give 0
 * and the dividend where the divisor is 0.
 */
final class ConstantFolding {
  private ConstantFolding() {}

  /** The value of an operation on constants, or null if it is not computed. */
  static @Nullable UOp fold(UOp node) {
    boolean uniform = node.src().stream().allMatch(s -> s.is(Op.CONST));
    int lanes = uniform ? 1 : node.dtype().count();
    List<Arg.Constant> values = new ArrayList<>(lanes);
    for (int i = 0; i < lanes; i++) {
      Arg.Constant value = foldLane(node, i);
      Arg.Constant converted = value == null ? null : Constants.convert(value, node.dtype().kind());
      if (converted == null) {
        return null;
      }
      values.add(converted);
    }
    return Constants.of(node.dtype(), values);
  }

  private static Arg.@Nullable Constant foldLane(UOp node, int lane) {
    Arg.Constant a = Constants.lane(node.src(0), lane);
    if (node.arity() == 1) {
      return unary(node.op(), a);
    }
    Arg.Constant b = Constants.lane(node.src(1), lane);
    if (node.arity() == 2) {
      return binary(node.op(), node.dtype(), a, b);
    }
    Arg.Constant c = Constants.lane(node.src(2), lane);
    if (node.is(Op.WHERE)) {
      return a instanceof Arg.Bool condition ? (condition.value() ? b : c) : null;
    }
    Arg.Constant product = binary(Op.MUL, node.dtype(), a, b);
    return product == null ? null : binary(Op.ADD, node.dtype(), product, c);
  }

  private static Arg.@Nullable Constant unary(Op op, Arg.Constant a) {
    if (isInteger(a)) {
      return op == Op.NEG ? new Arg.Int(-integer(a)) : op == Op.TRUNC ? a : null;
    }
    return a == Arg.Invalid.INVALID ? null : unsigned(RealArithmetic.unary(op, a), a, a);
  }

  private static Arg.@Nullable Constant binary(Op op, DType dtype, Arg.Constant a, Arg.Constant b) {
    if (a == Arg.Invalid.INVALID || b == Arg.Invalid.INVALID) {
      return dtype.isIndex() ? Arg.Invalid.INVALID : null;
    }
    if (!isInteger(a) || !isInteger(b)) {
      return Rounding.carried(
          op, dtype, real(a), real(b), unsigned(binaryReal(op, real(a), real(b)), a, b));
    }
    try {
      return binaryInteger(op, integer(a), integer(b));
    } catch (ArithmeticException overflow) {
      boolean wraps = dtype.isInteger() && !dtype.isIndex() && dtype.kind() != DType.Kind.UINT64;
      return wraps ? wrapping(op, integer(a), integer(b)) : null;
    }
  }

  private static Arg.@Nullable Constant unsigned(
      Arg.@Nullable Constant result, Arg.Constant a, Arg.Constant b) {
    boolean isNew = a != Arg.Special.NEGATIVE_ZERO && b != Arg.Special.NEGATIVE_ZERO;
    return isNew && result == Arg.Special.NEGATIVE_ZERO ? new Arg.Real(Rational.ZERO) : result;
  }

  private static Arg.@Nullable Constant binaryReal(Op op, Arg.Constant a, Arg.Constant b) {
    return switch (op) {
      case ADD -> RealArithmetic.add(a, b);
      case SUB -> RealArithmetic.add(a, RealArithmetic.negate(b));
      case MUL -> RealArithmetic.multiply(a, b);
      case MAX -> RealArithmetic.max(a, b);
      case CMPLT -> new Arg.Bool(RealArithmetic.isLess(a, b));
      case CMPNE -> new Arg.Bool(!RealArithmetic.isEqual(a, b));
      case CMPEQ -> new Arg.Bool(RealArithmetic.isEqual(a, b));
      default -> null;
    };
  }

  private static Arg.@Nullable Constant binaryInteger(Op op, long a, long b) {
    return switch (op) {
      case ADD -> new Arg.Int(Math.addExact(a, b));
      case SUB -> new Arg.Int(Math.subtractExact(a, b));
      case MUL -> new Arg.Int(Math.multiplyExact(a, b));
      case MAX -> new Arg.Int(Math.max(a, b));
      case IDIV -> new Arg.Int(b == 0 ? 0 : Math.divideExact(a, b));
      case MOD -> new Arg.Int(b == 0 ? a : a % b);
      case AND -> new Arg.Int(a & b);
      case OR -> new Arg.Int(a | b);
      case XOR -> new Arg.Int(a ^ b);
      case SHL -> b < 0 || b > 62 ? null : new Arg.Int(Math.multiplyExact(a, 1L << b));
      case SHR -> b < 0 || b > 63 ? null : new Arg.Int(a >> b);
      case CMPLT -> new Arg.Bool(a < b);
      case CMPNE -> new Arg.Bool(a != b);
      case CMPEQ -> new Arg.Bool(a == b);
      default -> null;
    };
  }

  /** What overflows, modulo 2^64. */
  private static Arg.@Nullable Constant wrapping(Op op, long a, long b) {
    return switch (op) {
      case ADD -> new Arg.Int(a + b);
      case SUB -> new Arg.Int(a - b);
      case MUL -> new Arg.Int(a * b);
      case IDIV -> new Arg.Int(a / b);
      case SHL -> new Arg.Int(a << b);
      default -> null;
    };
  }

  private static boolean isInteger(Arg.Constant value) {
    return value instanceof Arg.Int || value instanceof Arg.Bool;
  }

  private static long integer(Arg.Constant value) {
    return value instanceof Arg.Int i ? i.value() : ((Arg.Bool) value).value() ? 1 : 0;
  }

  private static Arg.Constant real(Arg.Constant value) {
    return isInteger(value) ? new Arg.Real(Rational.of(integer(value))) : value;
  }
}
