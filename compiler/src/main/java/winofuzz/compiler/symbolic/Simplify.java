package winofuzz.compiler.symbolic;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.RewriteLog;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Simplification of single expressions, remembered, because passes ask again and again. */
public final class Simplify {
  private static final int REMEMBERED = 1 << 12;

  /** The latest answers of this thread; a table in which a new answer displaces an old one. */
  private static final class Memory {
    private final @Nullable UOp[] questions = new UOp[REMEMBERED];
    private final @Nullable UOp[] answers = new UOp[REMEMBERED];
  }

  private static final ThreadLocal<Memory> MEMORY = ThreadLocal.withInitial(Memory::new);

  private Simplify() {}

  /** The expression after {@link SymbolicRules#SYMBOLIC}. */
  public static UOp simplify(UOp x) {
    if (x.arity() == 0 && (x.is(Op.CONST) || x.is(Op.VCONST))) {
      return x;
    }
    if (RewriteLog.CURRENT.isBound()) {
      return Rewriter.rewrite(x, SymbolicRules.SYMBOLIC); // Every application is to be seen.
    }
    Memory memory = MEMORY.get();
    int slot = x.hashCode() & (REMEMBERED - 1);
    UOp known = memory.answers[slot];
    if (memory.questions[slot] == x && known != null) {
      return known;
    }
    UOp answer = Rewriter.rewrite(x, SymbolicRules.SYMBOLIC);
    memory.questions[slot] = x;
    memory.answers[slot] = answer;
    return answer;
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
