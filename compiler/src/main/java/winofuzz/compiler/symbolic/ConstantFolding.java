package winofuzz.compiler.symbolic;

import java.util.ArrayList;
import java.util.Arrays;
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

  /**
   * Returns the constant that an operation on scalar constants is, found without making its node,
   * or null if it is not computed or an operand is not constant.
   */
  static @Nullable UOp fold(Op op, DType dtype, UOp[] operands) {
    for (UOp operand : operands) {
      if (!operand.is(Op.CONST)) {
        return null;
      }
    }
    Arg.Constant value = fold(op, dtype, operands, 0);
    return value == null ? null : UOp.of(Op.CONST, dtype, value);
  }

  /** Returns the value of an operation on constants, or null if it is not computed. */
  static @Nullable UOp fold(UOp node) {
    UOp[] operands = node.copyOfSrc();
    boolean uniform = Arrays.stream(operands).allMatch(s -> s.is(Op.CONST));
    int lanes = uniform ? 1 : node.dtype().count();
    List<Arg.Constant> values = new ArrayList<>(lanes);
    for (int i = 0; i < lanes; i++) {
      Arg.Constant value = fold(node.op(), node.dtype(), operands, i);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return Constants.of(node.dtype(), values);
  }

  private static Arg.@Nullable Constant fold(Op op, DType dtype, UOp[] operands, int lane) {
    Arg.Constant a = Constants.lane(operands[0], lane);
    Arg.Constant b = operands.length > 1 ? Constants.lane(operands[1], lane) : a;
    Arg.Constant c = operands.length > 2 ? Constants.lane(operands[2], lane) : a;
    Arg.Constant value =
        switch (operands.length) {
          case 1 -> unary(op, a);
          case 2 -> binary(op, dtype, a, b);
          default -> ternary(op, dtype, a, b, c);
        };
    return value == null ? null : Constants.convert(value, dtype.kind());
  }

  private static Arg.@Nullable Constant ternary(
      Op op, DType dtype, Arg.Constant a, Arg.Constant b, Arg.Constant c) {
    if (op == Op.WHERE) {
      return a instanceof Arg.Bool condition ? (condition.value() ? b : c) : null;
    }
    Arg.Constant product = binary(Op.MUL, dtype, a, b);
    return product == null ? null : binary(Op.ADD, dtype, product, c);
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
      // No other operation is folded here; a null is always allowed.
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
      // No other operation is folded here; a null is always allowed.
      default -> null;
    };
  }

  /** Returns the result of an operation that overflows, modulo 2^64. */
  private static Arg.@Nullable Constant wrapping(Op op, long a, long b) {
    return switch (op) {
      case ADD -> new Arg.Int(a + b);
      case SUB -> new Arg.Int(a - b);
      case MUL -> new Arg.Int(a * b);
      case IDIV -> new Arg.Int(a / b);
      case SHL -> new Arg.Int(a << b);
      // No other operation is folded here; a null is always allowed.
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
