package winofuzz.compiler.lower;

import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.UOp;

/**
 * Every node becomes as many as there are points of the UPCAST and UNROLL ranges it depends on, in
 * the form of the stage linear: these ranges are gone, reductions are accumulators in registers,
 * accesses are of one to four neighbours each, and index arithmetic has concrete types.
 *
 * <p>Kernels grow here from hundreds of nodes to tens of thousands, so that each node is made once,
 * on operands that are final, and simplified as it is made. What depends on positions alone comes
 * first (indices, conditions, factors): it is simplified as index arithmetic before it gets
 * concrete types. Values come after.
 */
final class LaneExpansion {

  private LaneExpansion() {}

  static UOp apply(UOp kernel, Rewriter rewriter) {
    Rewriter.Session metal = rewriter.session(MetalRules.ALL);
    LaneTable table = new LaneTable();
    PositionExpansion positions = new PositionExpansion(kernel, table);
    positions.expand(metal);
    ValueExpansion values = new ValueExpansion(table, metal);
    for (UOp node : kernel.toposort()) {
      if (!positions.contains(node)) {
        table.put(node, values.expand(node));
      }
    }
    return table.get(kernel).single();
  }
}
