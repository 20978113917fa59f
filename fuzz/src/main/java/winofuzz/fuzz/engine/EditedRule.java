package winofuzz.fuzz.engine;

import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import winofuzz.compiler.rewrite.RewriteObserver;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.ir.UOp;

/**
 * Puts something else in place of what a rule does.
 *
 * @param applies whether that is done, by the name of a rule set and the id of a rule
 * @param edit what is put in place, from the node that was matched and its replacement
 */
record EditedRule(BiPredicate<String, String> applies, BinaryOperator<UOp> edit)
    implements RewriteObserver {
  @Override
  public boolean allows(String rules, Rule<?> rule, UOp before, UOp after) {
    return true;
  }

  @Override
  public UOp replacement(String rules, Rule<?> rule, UOp before, UOp after) {
    return applies.test(rules, rule.id()) ? edit.apply(before, after) : after;
  }
}
