package winofuzz.compiler.lower;

import java.util.Objects;
import winofuzz.ir.NodeMap;
import winofuzz.ir.UOp;

/** Passing over a graph from operands to users with a map from old nodes to new ones. */
final class Rebuild {
  private Rebuild() {}

  /** The node with each operand replaced by what the map has for it, which must be there. */
  static UOp withOperands(UOp node, NodeMap<UOp> done) {
    UOp[] operands = new UOp[node.arity()];
    boolean same = true;
    for (int i = 0; i < operands.length; i++) {
      operands[i] = result(node.src(i), done);
      same &= operands[i] == node.src(i);
    }
    return same ? node : node.withSrc(operands);
  }

  /** What the map has for a node, which must be there. */
  static UOp result(UOp node, NodeMap<UOp> done) {
    return Objects.requireNonNull(done.get(node), () -> "not yet rebuilt: " + node);
  }
}
