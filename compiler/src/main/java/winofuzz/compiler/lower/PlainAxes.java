package winofuzz.compiler.lower;

import java.util.HashMap;
import java.util.Map;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.AxisType;
import winofuzz.ir.UOp;

/**
 * Every loop that a kernel's store closes becomes a dimension of the launch, so that a kernel that
 * nobody scheduled computes one output element a thread.
 */
final class PlainAxes {

  private PlainAxes() {}

  static UOp apply(UOp kernel) {
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
