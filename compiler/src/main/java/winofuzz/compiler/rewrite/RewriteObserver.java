package winofuzz.compiler.rewrite;

import winofuzz.ir.UOp;

/** Sees every application of a rule and may refuse it or put something else in its place. */
@FunctionalInterface
public interface RewriteObserver {

  /**
   * Called when a rule is about to be applied.
   *
   * @param rules the name of the rule set
   * @param rule the rule
   * @param before the node it matched
   * @param after what it puts in that node's place
   * @return whether it may; if not, the rules after it are tried
   */
  boolean allows(String rules, Rule<?> rule, UOp before, UOp after);

  /**
   * Called when a rule has been applied.
   *
   * @return what is put in the place of {@code before}: {@code after}, unless a compiler with a
   *     rule that gives something else is what is wanted
   */
  default UOp replacement(String rules, Rule<?> rule, UOp before, UOp after) {
    return after;
  }

  /**
   * Returns an observer that asks this one first, then another. An application needs both to allow
   * it; the other sees the replacement that this one leaves.
   */
  default RewriteObserver then(RewriteObserver other) {
    RewriteObserver first = this;
    return new RewriteObserver() {
      @Override
      public boolean allows(String rules, Rule<?> rule, UOp before, UOp after) {
        return first.allows(rules, rule, before, after) && other.allows(rules, rule, before, after);
      }

      @Override
      public UOp replacement(String rules, Rule<?> rule, UOp before, UOp after) {
        UOp result = first.replacement(rules, rule, before, after);
        return other.replacement(rules, rule, before, result);
      }
    };
  }
}
