package winofuzz.compiler.optimize;

import java.util.List;
import java.util.function.UnaryOperator;
import winofuzz.compiler.Target;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.UOp;

/** From a kernel of the kernel split to a scheduled kernel: the passes, in order. */
public final class KernelOptimizer {
  private static final RuleSet<Object> INITIAL_SYMBOLIC =
      RuleSet.<Object>join("initial symbolic", SymbolicRules.FULL, FlattenRanges.RULES);

  private KernelOptimizer() {}

  /**
   * One pass over the SINK of a kernel.
   *
   * @param name as logs and reports have it
   * @param rewrite the graph after it, from the graph before it
   */
  public record Pass(String name, UnaryOperator<UOp> rewrite) {}

  /** The rules of its passes, in order. */
  public static List<RuleSet<?>> ruleSets() {
    return List.of(
        SplitRanges.RULES,
        INITIAL_SYMBOLIC,
        MergeRanges.RULES,
        MergeRanges.SUBSTITUTE_AND_SIMPLIFY,
        SimplifyReduces.RULES,
        ReduceRules.COLLAPSE);
  }

  /** The passes that schedule kernels for a target. */
  public static List<Pass> passes(Target target) {
    List<TensorCore> tensorCores = TensorCore.of(target);
    return List.of(
        new Pass("split ranges", SplitRanges::apply),
        new Pass("initial symbolic", sink -> Rewriter.rewrite(sink, INITIAL_SYMBOLIC)),
        new Pass("simplify ranges", MergeRanges::apply),
        new Pass("simplify reduces", SimplifyReduces::apply),
        new Pass("schedule", sink -> schedule(sink, tensorCores)));
  }

  /**
   * The scheduled kernel: ranges have their types, and the SINK has a {@link
   * winofuzz.ir.Arg.KernelInfo} with name and options.
   */
  public static UOp optimize(UOp sink, Target target) {
    UOp result = sink;
    for (Pass pass : passes(target)) {
      result = pass.rewrite.apply(result);
    }
    return result;
  }

  private static UOp schedule(UOp sink, List<TensorCore> tensorCores) {
    return Heuristics.apply(KernelSchedule.of(sink, tensorCores)).finish();
  }
}
