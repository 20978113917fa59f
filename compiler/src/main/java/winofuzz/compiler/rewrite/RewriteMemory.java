package winofuzz.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.NodeLocal;
import winofuzz.ir.UOp;

/**
 * Rewrites single expressions, operands first, and remembers the latest answers of each arena, or
 * else of each thread, because passes ask for the same ones again and again. The applications of an
 * answer are counted each time it is given. A rewriter that is observed asks no memory.
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

  /** Returns the expression after the rules have been applied by a rewriter. */
  public UOp rewrite(UOp x, Rewriter rewriter) {
    if (rewriter.isObserved()) {
      return rewriter.rewrite(x, rules);
    }
    RuleHits hits = rewriter.hits();
    @Nullable Answer[] answers = memory.get();
    int slot = x.hashCode() & (REMEMBERED - 1);
    Answer known = answers[slot];
    if (known == null || known.question != x || (hits != null && known.hits == null)) {
      known = hits == null ? new Answer(x, rewriter.rewrite(x, rules), null) : counted(x);
      answers[slot] = known;
    }
    if (hits != null && known.hits != null) {
      hits.add(known.hits);
    }
    return known.answer;
  }

  private Answer counted(UOp x) {
    RuleHits hits = new RuleHits();
    return new Answer(x, Rewriter.PLAIN.counting(hits).rewrite(x, rules), hits);
  }
}
