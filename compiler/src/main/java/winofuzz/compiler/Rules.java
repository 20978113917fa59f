package winofuzz.compiler;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.lower.Lowering;
import winofuzz.compiler.optimize.KernelOptimizer;
import winofuzz.compiler.rangeify.Rangeify;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.schedule.Scheduler;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.compiler.winograd.WinogradRewrite;

/** Every rewrite rule of the compiler. */
public final class Rules {
  private Rules() {}

  /** A set for each pass that applies rules, in the order of the passes. */
  public static List<RuleSet<?>> byPass() {
    List<RuleSet<?>> result = new ArrayList<>();
    // Asked by every pass of a single index or condition.
    result.add(SymbolicRules.SYMBOLIC);
    result.add(SymbolicRules.COMMUTATIVE);
    result.addAll(Rangeify.ruleSets());
    result.addAll(WinogradRewrite.ruleSets());
    result.addAll(Scheduler.ruleSets());
    result.addAll(KernelOptimizer.ruleSets());
    result.addAll(Lowering.ruleSets());
    return List.copyOf(result);
  }

  /** How many different rules there are; most simplifications are tried by several passes. */
  public static int count() {
    return Math.toIntExact(
        byPass().stream().flatMap(set -> set.rules().stream()).distinct().count());
  }
}
