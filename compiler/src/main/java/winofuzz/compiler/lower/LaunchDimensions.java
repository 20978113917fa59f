package winofuzz.compiler.lower;

import java.util.Map;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.UOp;

/**
 * Every range that the launch enumerates becomes an expression of the position in the grid
 * (gidx0..gidx2) and in the threadgroup (lidx0..lidx2).
 */
final class LaunchDimensions {

  private LaunchDimensions() {}

  static UOp apply(UOp kernel) {
    Map<UOp, UOp> positions = LaunchPlan.of(kernel).positions();
    return positions.isEmpty() ? kernel : Rewriter.substitute(kernel, positions);
  }
}
