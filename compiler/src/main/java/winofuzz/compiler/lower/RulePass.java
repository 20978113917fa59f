package winofuzz.compiler.lower;

import winofuzz.compiler.Target;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.UOp;

/**
 * A pass that applies rules until none applies.
 *
 * @param name of the pass
 * @param rules that it applies, operands first
 */
public record RulePass(String name, RuleSet<Object> rules) implements Pass {

  /**
   * Simplifies a scheduled kernel. Choices between a loaded value and 0 are made by the load:
   * {@code c ? b[i] : 0} is {@code b[c ? i : Invalid]}.
   */
  static final RulePass SIMPLIFY_SCHEDULED =
      of(RuleSet.join("simplify scheduled", SymbolicRules.FULL, SymbolicRules.CHOICES_ONTO_LOADS));

  private static RulePass of(RuleSet<Object> rules) {
    return new RulePass(rules.name(), rules);
  }

  @Override
  public UOp apply(UOp kernel, Target target) {
    return Rewriter.rewrite(kernel, rules);
  }
}
