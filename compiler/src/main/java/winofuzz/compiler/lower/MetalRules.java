package winofuzz.compiler.lower;

import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;

/** The rules that give nodes with concrete types the form of the stage linear. */
final class MetalRules {
  private MetalRules() {}

  static final RuleSet<Object> ALL =
      RuleSet.join("metal operations", SymbolicRules.FLAT, Decompositions.RULES, AccessRules.RULES);
}
