package winofuzz.compiler.optimize;

import java.util.List;
import winofuzz.compiler.rewrite.Pass;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.convolution.Target;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** From a kernel of the kernel split to a scheduled kernel: the passes, in order. */
public final class KernelOptimizer {
  private static final RuleSet<Object> INITIAL_SYMBOLIC =
      RuleSet.<Object>join("initial symbolic", SymbolicRules.FULL, FlattenRanges.RULES);

  private KernelOptimizer() {}

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
        new Pass("split ranges", Stage.KERNEL, SplitRanges::apply),
        Pass.of(Stage.KERNEL, INITIAL_SYMBOLIC),
        new Pass("simplify ranges", Stage.KERNEL, MergeRanges::apply),
        new Pass("simplify reduces", Stage.KERNEL, SimplifyReduces::apply),
        new Pass("schedule", Stage.OPTIMIZED, sink -> schedule(sink, tensorCores)));
  }

  /**
   * The scheduled kernel: ranges have their types, and the SINK has a {@link
   * winofuzz.ir.Arg.KernelInfo} with name and options.
   */
  public static UOp optimize(UOp sink, Target target) {
    return Pass.applyAll(passes(target), sink);
  }

  private static UOp schedule(UOp sink, List<TensorCore> tensorCores) {
    return Heuristics.apply(KernelSchedule.of(sink, tensorCores)).finish();
  }
}
