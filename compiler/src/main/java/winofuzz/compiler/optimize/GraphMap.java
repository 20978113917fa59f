package winofuzz.compiler.optimize;

import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.NodeMap;
import winofuzz.ir.UOp;

/** Rebuilding of a graph in one walk, each node once and no result looked at again. */
final class GraphMap {
  private GraphMap() {}

  /**
   * Returns the graph with each node replaced by what the function makes of it and of its copy over
   * replaced operands.
   */
  static UOp map(UOp root, BinaryOperator<UOp> nodeAndCopy) {
    NodeMap<UOp> done = new NodeMap<>();
    for (UOp node : root.toposort()) {
      done.put(node, nodeAndCopy.apply(node, copy(node, done)));
    }
    return Objects.requireNonNull(done.get(root));
  }

  private static UOp copy(UOp node, NodeMap<UOp> done) {
    UOp @Nullable [] operands = null;
    for (int i = 0; i < node.arity(); i++) {
      UOp operand = node.src(i);
      UOp replaced = done.get(operand);
      if (replaced != null && replaced != operand) {
        if (operands == null) {
          operands = node.copyOfSrc();
        }
        operands[i] = replaced;
      }
    }
    return operands == null ? node : node.withSrc(operands);
  }

  /** All replacements at once: what is put in is not replaced again, so two may be exchanged. */
  static UOp replace(UOp root, Map<UOp, UOp> replacements) {
    return map(
        root,
        (node, copy) -> {
          UOp replacement = replacements.get(node);
          return replacement == null ? copy : replacement;
        });
  }
}
