package winofuzz.compiler.rewrite;

import winofuzz.ir.UOp;

/**
 * Sees every application of a rule and may refuse it. Bound to a thread by {@link #CURRENT}; where
 * none is bound, rewriting does not pay for it.
 */
@FunctionalInterface
public interface RewriteLog {

  /** The log that rewriters started under it report to. */
  ScopedValue<RewriteLog> CURRENT = ScopedValue.newInstance();

  /**
   * Whether every application is to be seen, because any may be refused: then nothing may be taken
   * from memory or computed by a shorter way than the rules.
   */
  static boolean seesAll() {
    return CURRENT.isBound() && !(CURRENT.get() instanceof RuleHits hits && hits.onlyCounts());
  }

  /**
   * Called when a rule is about to be applied.
   *
   * @param pass the name of the rule set
   * @param rule the rule
   * @param before the node it matched
   * @param after what it puts in that node's place
   * @return whether it may; if not, the rules after it are tried
   */
  boolean allows(String pass, Rule<?> rule, UOp before, UOp after);

  /**
   * Called when a rule has been applied.
   *
   * @return what is put in the place of {@code before}: {@code after}, unless a compiler with a
   *     rule that gives something else is what is wanted
   */
  default UOp replacement(String pass, Rule<?> rule, UOp before, UOp after) {
    return after;
  }
}
