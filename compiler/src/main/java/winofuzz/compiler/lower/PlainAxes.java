package winofuzz.compiler.lower;

import java.util.HashMap;
import java.util.Map;
import winofuzz.compiler.Target;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.AxisType;
import winofuzz.ir.UOp;

/**
 * Every loop that a kernel's store closes becomes a dimension of the launch, so that a kernel that
 * nobody scheduled computes one output element a thread.
 */
public final class PlainAxes implements Pass {

  @Override
  public String name() {
    return "plain axes";
  }

  @Override
  public UOp apply(UOp kernel, Target target) {
    Map<UOp, UOp> axes = new HashMap<>();
    for (UOp store : kernel.src()) {
      for (UOp range : Ranges.closedBy(store)) {
        if (range.axis().type() == AxisType.LOOP) {
          axes.put(range, range.withArg(range.axis().withType(AxisType.GLOBAL)));
        }
      }
    }
    return axes.isEmpty() ? kernel : Rewriter.substitute(kernel, axes);
  }
}
