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

  /** Simplifies the lanes that a kernel has been expanded to. */
  static final RulePass SIMPLIFY_LANES = of(RuleSet.join("simplify lanes", SymbolicRules.FLAT));

  /** Makes every operation one that Metal has, and gives every access the form of stage linear. */
  static final RulePass METAL_OPERATIONS =
      of(
          RuleSet.join(
              "metal operations", SymbolicRules.SIMPLE, Decompositions.RULES, AccessRules.RULES));

  private static RulePass of(RuleSet<Object> rules) {
    return new RulePass(rules.name(), rules);
  }

  @Override
  public UOp apply(UOp kernel, Target target) {
    return Rewriter.rewrite(kernel, rules);
  }
}
