package winofuzz.fuzz.selftest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Changes to graphs that no rule makes. */
final class GraphEdits {
  private GraphEdits() {}

  /**
   * The graph with an edit applied once to each node, operands first.
   *
   * @param edit from a node as it was, and the same on edited operands
   */
  static UOp everywhere(UOp root, BiFunction<UOp, UOp, UOp> edit) {
    Map<UOp, UOp> done = new HashMap<>();
    for (UOp node : root.toposort()) {
      List<UOp> operands = new ArrayList<>(node.arity());
      boolean changed = false;
      for (UOp operand : node.src()) {
        UOp edited = done.getOrDefault(operand, operand);
        changed |= edited != operand;
        operands.add(edited);
      }
      done.put(node, edit.apply(node, changed ? node.withSrc(operands) : node));
    }
    return done.getOrDefault(root, root);
  }

  /** The graph with the nodes of a kind edited. */
  static UOp each(UOp root, Predicate<UOp> kind, UnaryOperator<UOp> edit) {
    return everywhere(root, (was, now) -> kind.test(was) ? edit.apply(now) : now);
  }

  /** The same with two operands exchanged. */
  static UOp exchanged(UOp node, int first, int second) {
    List<UOp> operands = new ArrayList<>(node.src());
    operands.set(first, node.src(second));
    operands.set(second, node.src(first));
    return node.withSrc(operands);
  }

  /** The same with another operand. */
  static UOp with(UOp node, int index, UOp operand) {
    List<UOp> operands = new ArrayList<>(node.src());
    operands.set(index, operand);
    return node.withSrc(operands);
  }

  /** An integer constant that is larger; anything else as it is. */
  static UOp larger(UOp constant, long by) {
    return constant.is(Op.CONST) && constant.arg() instanceof Arg.Int value
        ? constant.constLike(value.value() + by)
        : constant;
  }
}
