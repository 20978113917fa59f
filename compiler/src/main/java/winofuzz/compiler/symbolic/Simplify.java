package winofuzz.compiler.symbolic;

import java.util.OptionalLong;
import winofuzz.compiler.rewrite.RewriteMemory;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Simplification of single expressions, remembered, because passes ask again and again. */
public final class Simplify {
  private static final RewriteMemory MEMORY = new RewriteMemory(SymbolicRules.SYMBOLIC);

  private Simplify() {}

  /** The expression after {@link SymbolicRules#SYMBOLIC}. */
  public static UOp simplify(UOp x) {
    if (x.arity() == 0 && (x.is(Op.CONST) || x.is(Op.VCONST))) {
      return x;
    }
    return MEMORY.rewrite(x);
  }

  /** The expression with commuted operands in canonical order, and no other change. */
  public static UOp commute(UOp x) {
    return Rewriter.rewrite(x, SymbolicRules.COMMUTATIVE);
  }

  /** The value of an integer expression that simplifies to a constant. */
  public static OptionalLong constant(UOp x) {
    UOp simple = simplify(x);
    return simple.is(Op.CONST) && !simple.isInvalid()
        ? OptionalLong.of(simple.intValue())
        : OptionalLong.empty();
  }

  /** Whether a condition always holds or never; the given answer where that is not seen. */
  public static boolean resolve(UOp condition, boolean otherwise) {
    UOp simple = simplify(condition);
    return simple.bounds().isConstant() ? simple.min() != 0 : otherwise;
  }
}
