package winofuzz.compiler.optimize;

import java.util.List;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** The passes from a kernel of the kernel split to a scheduled kernel. */
public final class KernelOptimizer {
  private static final RuleSet<Object> SYMBOLIC =
      RuleSet.<Object>join(
          "initial symbolic",
          SymbolicRules.EXACT_CONSTANTS,
          SymbolicRules.FULL,
          FlattenRanges.RULES);

  /** Splits ranges of which the kernel takes remainders. */
  public static final Pass SPLIT_RANGES =
      Pass.eachGraph(
          "split-ranges",
          Stage.KERNEL,
          List.of(SplitRanges.RULES, SymbolicRules.SYMBOLIC, SymbolicRules.COMMUTATIVE),
          SplitRanges::apply);

  /** Simplifies everything for the first time. */
  public static final Pass INITIAL_SYMBOLIC =
      Pass.eachGraph(
          "initial-symbolic",
          Stage.KERNEL,
          List.of(SYMBOLIC, SymbolicRules.SYMBOLIC, SymbolicRules.COMMUTATIVE),
          (graph, rewriter) -> rewriter.rewrite(graph, SYMBOLIC));

  /** Merges ranges that are closed side by side. */
  public static final Pass SIMPLIFY_RANGES =
      Pass.eachGraph(
          "simplify-ranges",
          Stage.KERNEL,
          List.of(
              MergeRanges.RULES,
              MergeRanges.SUBSTITUTE_AND_SIMPLIFY,
              SymbolicRules.SYMBOLIC,
              SymbolicRules.COMMUTATIVE),
          MergeRanges::apply);

  /** Computes in closed form what needs no loop. */
  public static final Pass SIMPLIFY_REDUCES =
      Pass.eachGraph(
          "simplify-reduces",
          Stage.KERNEL,
          List.of(
              SimplifyReduces.RULES,
              CollapseRules.COLLAPSE,
              SymbolicRules.SYMBOLIC,
              SymbolicRules.COMMUTATIVE),
          SimplifyReduces::apply);

  /**
   * Assigns axes to the device: ranges have their types, and the SINK has a {@link
   * winofuzz.ir.Arg.KernelInfo} with name and options.
   */
  public static final Pass SCHEDULE =
      Pass.kernels(
          "schedule",
          Stage.OPTIMIZED,
          List.of(),
          (draft, rewriter) -> {
            List<TensorCore> tensorCores = TensorCore.of(draft.target());
            return draft.map(kernel -> kernel.withGraph(schedule(kernel.graph(), tensorCores)));
          });

  private KernelOptimizer() {}

  private static UOp schedule(UOp sink, List<TensorCore> tensorCores) {
    return Heuristics.apply(KernelSchedule.of(sink, tensorCores)).finish();
  }
}
