package winofuzz.compiler.lower;

import java.util.List;
import winofuzz.compiler.optimize.FlattenRanges;
import winofuzz.compiler.rewrite.Pass;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.convolution.Grid;
import winofuzz.ir.Kernel;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** From a scheduled kernel to instructions and a launch. */
public final class Lowering {

  /**
   * A kernel as it is executed.
   *
   * @param body the instructions
   * @param grid the launch
   */
  public record Result(Kernel.Linear body, Grid grid) {}

  /**
   * Simplifies a scheduled kernel. Choices between a loaded value and 0 are made by the load:
   * {@code c ? b[i] : 0} is {@code b[c ? i : Invalid]}.
   */
  private static final RuleSet<Object> SIMPLIFY_SCHEDULED =
      RuleSet.join(
          "simplify scheduled",
          SymbolicRules.FULL,
          SymbolicRules.CHOICES_ONTO_LOADS,
          FlattenRanges.RULES);

  /** The passes up to the launch dimensions: ranges are still ranges. */
  private static final List<Pass> BEFORE_LAUNCH =
      List.of(
          new Pass(PlainAxes.RULES.name(), Stage.OPTIMIZED, PlainAxes::apply),
          Pass.of(Stage.OPTIMIZED, SIMPLIFY_SCHEDULED),
          new Pass(GroupReduce.RULES.name(), null, GroupReduce::apply));

  private static final List<Pass> AFTER_LAUNCH =
      List.of(
          new Pass(LaunchDimensions.RULES.name(), null, LaunchDimensions::apply),
          new Pass(IndependentLoops.RULES.name(), null, IndependentLoops::apply),
          new Pass("lane expansion", null, LaneExpansion::apply));

  private Lowering() {}

  /** The rules of its passes, in order. */
  public static List<RuleSet<?>> ruleSets() {
    return List.of(
        PlainAxes.RULES,
        SIMPLIFY_SCHEDULED,
        GroupReduce.RULES,
        LaunchDimensions.RULES,
        IndependentLoops.RULES,
        PositionExpansion.RULES,
        MetalRules.ALL);
  }

  /**
   * The instructions and the launch of a kernel.
   *
   * @param kernel a SINK of STOREs, with or without axes assigned to the device
   */
  public static Result lower(UOp kernel) {
    UOp graph = Pass.applyAll(BEFORE_LAUNCH, kernel);
    Grid grid = LaunchPlan.of(graph).grid();
    return new Result(Linearizer.linearize(Pass.applyAll(AFTER_LAUNCH, graph)), grid);
  }
}
