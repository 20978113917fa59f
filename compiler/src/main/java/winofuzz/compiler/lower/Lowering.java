package winofuzz.compiler.lower;

import java.util.List;
import winofuzz.compiler.optimize.FlattenRanges;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.KernelDraft;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.Stage;

/** The passes from a scheduled kernel to instructions and a launch. */
public final class Lowering {
  private static final RuleSet<Object> SIMPLIFICATION =
      RuleSet.join(
          "simplify scheduled",
          SymbolicRules.FULL,
          SymbolicRules.CHOICES_ONTO_LOADS,
          FlattenRanges.RULES);

  /** Makes the loops of a kernel that nobody scheduled dimensions of the launch. */
  public static final Pass PLAIN_AXES =
      Pass.eachGraph("plain-axes", Stage.OPTIMIZED, List.of(PlainAxes.RULES), PlainAxes::apply);

  /**
   * Simplifies a scheduled kernel. Choices between a loaded value and 0 are made by the load:
   * {@code c ? b[i] : 0} is {@code b[c ? i : Invalid]}.
   */
  public static final Pass SIMPLIFY_SCHEDULED =
      Pass.eachGraph(
          "simplify-scheduled",
          Stage.OPTIMIZED,
          List.of(SIMPLIFICATION, SymbolicRules.SYMBOLIC, SymbolicRules.COMMUTATIVE),
          (graph, rewriter) -> rewriter.rewrite(graph, SIMPLIFICATION));

  /** Splits reductions that the threads of a threadgroup share. */
  public static final Pass GROUP_FOR_REDUCE =
      Pass.eachGraph("group-for-reduce", null, List.of(GroupReduce.RULES), GroupReduce::apply);

  /** Plans the launch and computes from it every range that it enumerates. */
  public static final Pass LAUNCH_DIMENSIONS =
      Pass.eachKernel(
              "launch-dimensions",
              null,
              List.of(LaunchDimensions.RULES),
              (kernel, rewriter) -> launched(kernel, LaunchPlan.of(kernel.graph()), rewriter))
          .on(path -> path != BuiltinPath.OPTION_B);

  /** Does the same for a launch that enumerates spatial axes before all others. */
  public static final Pass SPATIAL_LAUNCH_DIMENSIONS =
      Pass.eachKernel(
              "spatial-launch-dimensions",
              null,
              List.of(LaunchDimensions.RULES),
              (kernel, rewriter) ->
                  launched(kernel, LaunchPlan.spatialFirst(kernel.graph()), rewriter))
          .on(path -> path == BuiltinPath.OPTION_B);

  /** Renames ranges that one loop cannot stand for. */
  public static final Pass INDEPENDENT_LOOPS =
      Pass.eachGraph(
          "independent-loops", null, List.of(IndependentLoops.RULES), IndependentLoops::apply);

  /** Makes of every node one for each of its lanes, in the form of the stage linear. */
  public static final Pass LANE_EXPANSION =
      Pass.eachGraph(
          "lane-expansion",
          null,
          List.of(
              PositionExpansion.RULES,
              MetalRules.ALL,
              SymbolicRules.SYMBOLIC,
              SymbolicRules.COMMUTATIVE),
          LaneExpansion::apply);

  /** Associates sums and products as text does. */
  public static final Pass ASSOCIATION =
      Pass.eachGraph("association", null, List.of(), (graph, rewriter) -> Association.apply(graph));

  /** Puts the nodes of a kernel into an order in which they can be executed. */
  public static final Pass LINEARIZATION =
      Pass.eachKernel(
          "linearization",
          Stage.LINEAR,
          List.of(),
          (kernel, rewriter) -> kernel.withInstructions(Linearizer.linearize(kernel.graph())));

  private Lowering() {}

  private static KernelDraft launched(KernelDraft kernel, LaunchPlan plan, Rewriter rewriter) {
    return kernel
        .withGraph(LaunchDimensions.apply(kernel.graph(), plan.positions(), rewriter))
        .withGrid(plan.grid());
  }
}
