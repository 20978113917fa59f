package winofuzz.fuzz.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import winofuzz.compiler.rewrite.RewriteObserver;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.ir.UOp;

/**
 * Allows so many applications of rules and refuses some rules after them. As a rewriting that lacks
 * a rule may have no end, it is broken off after many more applications than the full one has.
 */
final class Fuel implements RewriteObserver {
  private static final int LEEWAY = 8;

  private final int most;
  private final Predicate<Rule<?>> refused;
  private final long patience;
  private final List<Spent> spent = new ArrayList<>();

  /**
   * Fuel for so many applications.
   *
   * @param refused the rules that are not applied any more after that
   * @param full how many applications there are where none is refused
   */
  Fuel(int most, Predicate<Rule<?>> refused, long full) {
    this.most = most;
    this.refused = refused;
    patience = (full + 1) * LEEWAY;
  }

  /** Fuel for so many applications and none after them. */
  Fuel(int most) {
    this(most, rule -> true, most);
  }

  /** An application that was allowed. */
  record Spent(Rule<?> rule, UOp before, UOp after) {}

  /** A rewriting that seems to have no end. */
  static final class EndlessRewritingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private EndlessRewritingException(Rule<?> rule) {
      super("no end is seen, at rule " + rule.id());
    }
  }

  @Override
  public boolean allows(String rules, Rule<?> rule, UOp before, UOp after) {
    return spent.size() < most || !refused.test(rule);
  }

  @Override
  public UOp replacement(String rules, Rule<?> rule, UOp before, UOp after) {
    if (spent.size() >= patience) {
      throw new EndlessRewritingException(rule);
    }
    spent.add(new Spent(rule, before, after));
    return after;
  }

  /** The applications that were allowed, in order. */
  List<Spent> spent() {
    return Collections.unmodifiableList(spent);
  }
}
