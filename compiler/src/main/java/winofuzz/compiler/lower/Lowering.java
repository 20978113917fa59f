package winofuzz.compiler.lower;

import java.util.List;
import winofuzz.compiler.Grid;
import winofuzz.compiler.Target;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Kernel;
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

  /** The passes up to the launch dimensions: ranges are still ranges. */
  private static final List<Pass> BEFORE_LAUNCH =
      List.of(new PlainAxes(), RulePass.SIMPLIFY_SCHEDULED, new GroupReduce());

  private static final List<Pass> AFTER_LAUNCH =
      List.of(new LaunchDimensions(), new IndependentLoops(), new LaneExpansion());

  private Lowering() {}

  /** The rules of its passes, in order. */
  public static List<RuleSet<?>> ruleSets() {
    return List.of(RulePass.SIMPLIFY_SCHEDULED.rules(), PositionExpansion.RULES, MetalRules.ALL);
  }

  /**
   * The instructions and the launch of a kernel.
   *
   * @param kernel a SINK of STOREs, with or without axes assigned to the device
   * @param target what it is compiled for
   */
  public static Result lower(UOp kernel, Target target) {
    UOp graph = kernel;
    for (Pass pass : BEFORE_LAUNCH) {
      graph = pass.apply(graph, target);
    }
    Grid grid = LaunchPlan.of(graph).grid();
    for (Pass pass : AFTER_LAUNCH) {
      graph = pass.apply(graph, target);
    }
    return new Result(Linearizer.linearize(graph), grid);
  }
}
