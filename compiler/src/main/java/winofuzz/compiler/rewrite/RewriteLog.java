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
   * Called when a rule is about to be applied.
   *
   * @param pass the name of the rule set
   * @param rule the rule
   * @param before the node it matched
   * @param after what it puts in that node's place
   * @return whether it may; if not, the rules after it are tried
   */
  boolean allows(String pass, Rule<?> rule, UOp before, UOp after);
}
