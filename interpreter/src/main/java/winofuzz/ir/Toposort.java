package winofuzz.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** A walk over a graph, by a stack of its own because graphs are deep. */
final class Toposort {
  private final Predicate<UOp> gate;

  /** The nodes that the walk has come to. */
  private final NodeNumbers seen = new NodeNumbers();

  /** The nodes from the root down to where the walk is, and which operand of each comes next. */
  private UOp[] path = new UOp[16];

  private int[] next = new int[16];
  private int depth;

  private Toposort(Predicate<UOp> gate) {
    this.gate = gate;
  }

  /**
   * Returns the nodes reached through nodes that pass the gate, operands before users. The gate is
   * asked once about a node.
   */
  static List<UOp> of(UOp root, Predicate<UOp> gate) {
    return new Toposort(gate).walk(root);
  }

  private List<UOp> walk(UOp root) {
    List<UOp> result = new ArrayList<>();
    enter(root);
    while (depth > 0) {
      UOp node = path[depth - 1];
      int operand = next[depth - 1]++;
      if (operand < node.arity()) {
        enter(node.src(operand));
      } else {
        result.add(node);
        depth--;
      }
    }
    return result;
  }

  private void enter(UOp node) {
    int before = seen.size();
    if (seen.add(node) < before || !gate.test(node)) {
      return;
    }
    if (depth == path.length) {
      path = Arrays.copyOf(path, depth * 2);
      next = Arrays.copyOf(next, depth * 2);
    }
    path[depth] = node;
    next[depth++] = 0;
  }
}
