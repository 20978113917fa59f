package winofuzz.compiler.lower;

import java.util.Map;
import winofuzz.compiler.Target;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.UOp;

/**
 * Every range that the launch enumerates becomes an expression of the position in the grid
 * (gidx0..gidx2) and in the threadgroup (lidx0..lidx2).
 */
public final class LaunchDimensions implements Pass {

  @Override
  public String name() {
    return "launch dimensions";
  }

  @Override
  public UOp apply(UOp kernel, Target target) {
    Map<UOp, UOp> positions = LaunchPlan.of(kernel).positions();
    return positions.isEmpty() ? kernel : Rewriter.substitute(kernel, positions);
  }
}
