package winofuzz.compiler.symbolic;

import winofuzz.compiler.rewrite.RewriteMemory;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Simplification of single expressions, remembered, because passes ask again and again. */
public final class Simplify {
  private static final RewriteMemory MEMORY = new RewriteMemory(SymbolicRules.SYMBOLIC);

  private Simplify() {}

  /** Returns the expression after {@link SymbolicRules#SYMBOLIC}. */
  public static UOp simplify(UOp x, Rewriter rewriter) {
    if (x.arity() == 0 && (x.is(Op.CONST) || x.is(Op.VCONST))) {
      return x;
    }
    return MEMORY.rewrite(x, rewriter);
  }

  /** Returns the expression with commuted operands in canonical order, and no other change. */
  public static UOp commute(UOp x, Rewriter rewriter) {
    return rewriter.rewrite(x, SymbolicRules.COMMUTATIVE);
  }
}
