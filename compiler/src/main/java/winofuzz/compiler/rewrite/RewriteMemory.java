package winofuzz.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.NodeLocal;
import winofuzz.ir.UOp;

/**
 * Rewriting of single expressions, operands first, with the latest answers of each arena, or else
 * each thread, remembered, because passes ask again and again. What an answer took is counted each
 * time.
 */
public final class RewriteMemory {
  private static final int REMEMBERED = 1 << 12;

  /**
   * A table place, in which a new answer displaces an old one.
   *
   * @param hits the rules that the answer took, null where nobody counted
   */
  private record Answer(UOp question, UOp answer, @Nullable RuleHits hits) {}

  private final RuleSet<Object> rules;
  private final NodeLocal<@Nullable Answer[]> memory =
      new NodeLocal<>(() -> new Answer[REMEMBERED]);

  /** A memory for answers by these rules. */
  public RewriteMemory(RuleSet<Object> rules) {
    this.rules = rules;
  }

  /** The expression after the rules have been applied. */
  public UOp rewrite(UOp x) {
    if (RewriteLog.seesAll()) {
      return Rewriter.rewrite(x, rules);
    }
    RewriteLog log = RewriteLog.CURRENT.isBound() ? RewriteLog.CURRENT.get() : null;
    @Nullable Answer[] answers = memory.get();
    int slot = x.hashCode() & (REMEMBERED - 1);
    Answer known = answers[slot];
    if (known == null || known.question != x || (log != null && known.hits == null)) {
      known = log == null ? new Answer(x, Rewriter.rewrite(x, rules), null) : counted(x);
      answers[slot] = known;
    }
    if (log instanceof RuleHits all && known.hits != null) {
      all.add(known.hits);
    }
    return known.answer;
  }

  private Answer counted(UOp x) {
    RuleHits hits = new RuleHits();
    return new Answer(x, hits.during(() -> Rewriter.rewrite(x, rules)), hits);
  }
}
