package winofuzz.compiler.symbolic;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * What {@link SymbolicRules#SYMBOLIC} makes of most operations with a constant, found without
 * making their nodes: neutral elements, float zeros as factors, decided choices, operations on
 * integers and bools alone, and sums of an index and two constants. Applications are not counted,
 * and nobody can observe them.
 */
public final class DirectFolding {
  private DirectFolding() {}

  /**
   * Returns what an operation comes to, or null if it is not found so.
   *
   * @param operands scalars that the rules leave as they are
   */
  public static @Nullable UOp fold(Op op, DType dtype, UOp[] operands) {
    UOp result =
        switch (op) {
          case ADD -> sum(dtype, operands[0], operands[1]);
          case MUL -> product(dtype, operands[0], operands[1]);
          case WHERE -> choice(operands);
          // Of every other operation only constants are folded.
          default -> null;
        };
    // Real numbers cost more than a node, which remembers what its rules made of it.
    return result == null && !dtype.isFloat() ? ConstantFolding.fold(op, dtype, operands) : result;
  }

  private static @Nullable UOp sum(DType dtype, UOp a, UOp b) {
    if (b.isConst(0)) {
      return a;
    }
    if (a.isConst(0) && b.arg() != Arg.Special.NEGATIVE_ZERO) {
      return b;
    }
    return dtype.isIndex() && isInteger(b) && a.is(Op.ADD) && isInteger(a.src(1))
        ? sumOfConstants(a, b)
        : null;
  }

  /** {@code (x + c1) + c2 -> x + (c1 + c2)}. */
  private static @Nullable UOp sumOfConstants(UOp a, UOp b) {
    long c1 = a.src(1).intValue();
    long c2 = b.intValue();
    long sum = c1 + c2;
    if (((c1 ^ sum) & (c2 ^ sum)) < 0) {
      return null; // An index that does not fit a long is not computed.
    }
    return sum == 0 ? a.src(0) : a.withSrc(a.src(0), b.constLike(sum));
  }

  private static boolean isInteger(UOp node) {
    return node.is(Op.CONST) && node.arg() instanceof Arg.Int;
  }

  private static @Nullable UOp product(DType dtype, UOp a, UOp b) {
    if (b.isConst(1)) {
      return a;
    }
    if (a.isConst(1)) {
      return b;
    }
    if (!dtype.isFloat() || a.is(Op.CONST) == b.is(Op.CONST)) {
      return null;
    }
    return b.isConst(0) ? b : a.isConst(0) ? a : null;
  }

  private static @Nullable UOp choice(UOp[] operands) {
    return operands[0].is(Op.CONST) ? operands[operands[0].isConst(1) ? 1 : 2] : null;
  }
}
