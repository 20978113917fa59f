package winofuzz.interpret;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * The nodes between one result and the buffers it is computed from: which ranges each depends on,
 * how ranges are ordered in layouts, and which products need no array of their own.
 *
 * <p>In layouts the ranges that reductions close come first, then the ranges of the result in its
 * own order: a reduction then adds up long rows element by element, which keeps its order and lets
 * the JVM vectorize it.
 */
final class Region {
  private final List<UOp> nodes;
  private final Map<UOp, List<UOp>> free = new HashMap<>();
  private final Map<UOp, Integer> uses = new HashMap<>();
  private final Set<UOp> fused = new HashSet<>();
  private final List<UOp> order;

  /**
   * @param roots the values wanted
   * @param outer the ranges of the result, in its order
   * @param separate nodes whose values are wanted as well
   */
  Region(List<UOp> roots, List<UOp> outer, Set<UOp> separate) {
    this.nodes = UOp.sink(roots).toposort(node -> !isBoundary(node));
    nodes.removeLast();
    for (UOp root : roots) {
      uses.merge(root, 1, Integer::sum);
    }
    for (UOp node : nodes) {
      for (UOp operand : node.src()) {
        uses.merge(operand, 1, Integer::sum);
      }
    }
    this.order = order(outer);
    for (UOp node : nodes) {
      free.put(node, sorted(freeOf(node)));
      if (node.is(Op.REDUCE) && isFusable(node, separate)) {
        fused.add(node.src(0));
      }
    }
  }

  /** Memory: what is behind it was computed before. */
  static boolean isBoundary(UOp node) {
    return switch (node.op()) {
      case BUFFER, BUFFERIZE, DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER -> true;
      default -> node.op().isMovement();
    };
  }

  /** Operands before users, the roots included. */
  List<UOp> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** How many operands and roots a node is. */
  int uses(UOp node) {
    return uses.getOrDefault(node, 0);
  }

  /** The ranges a node's array is laid out over, in order. */
  List<UOp> rangesOf(UOp node) {
    return free.getOrDefault(node, List.of());
  }

  /** Whether a product is computed by the reduction that uses it. */
  boolean isFused(UOp node) {
    return fused.contains(node);
  }

  /** The ranges that a REDUCE closes, first one outermost. */
  static List<UOp> closedBy(UOp reduce) {
    Set<UOp> result = new LinkedHashSet<>();
    for (UOp operand : reduce.srcFrom(1)) {
      result.addAll(operand.ranges());
    }
    return List.copyOf(result);
  }

  private List<UOp> order(List<UOp> outer) {
    Set<UOp> result = new LinkedHashSet<>();
    for (UOp node : nodes) {
      if (node.is(Op.REDUCE)) {
        result.addAll(closedBy(node));
      }
    }
    outer.forEach(result::remove);
    Set<UOp> inner = new LinkedHashSet<>();
    for (UOp node : nodes) {
      if (node.is(Op.RANGE) && !outer.contains(node)) {
        inner.add(node);
      }
    }
    result.addAll(inner);
    result.addAll(outer);
    return List.copyOf(result);
  }

  private List<UOp> sorted(Set<UOp> ranges) {
    List<UOp> result = new ArrayList<>(ranges);
    result.sort((a, b) -> Integer.compare(order.indexOf(a), order.indexOf(b)));
    return Collections.unmodifiableList(result);
  }

  private Set<UOp> freeOf(UOp node) {
    Set<UOp> result = new HashSet<>();
    if (node.is(Op.RANGE)) {
      result.add(node);
      return result;
    }
    List<UOp> inside = node.is(Op.REDUCE) ? List.of(node.src(0)) : node.src();
    for (UOp operand : inside) {
      result.addAll(rangesOf(operand));
    }
    if (node.is(Op.REDUCE)) {
      result.removeAll(closedBy(node));
    }
    if (node.is(Op.WMMA)) {
      result.removeIf(range -> isLaneOfFactorsOnly((Arg.MatrixMultiply) node.arg(), range));
    }
    return result;
  }

  private static boolean isLaneOfFactorsOnly(Arg.MatrixMultiply matrix, UOp range) {
    return (holds(matrix.lanes().get(0), range) || holds(matrix.lanes().get(1), range))
        && !holds(matrix.lanes().get(2), range);
  }

  private static boolean holds(Arg.LaneAxes lanes, UOp range) {
    return lanes.axes().stream().anyMatch(a -> range.axis().id().equals(List.of(a.id())));
  }

  private boolean isFusable(UOp reduce, Set<UOp> separate) {
    UOp product = reduce.src(0);
    return product.is(Op.MUL)
        && ((Arg.Fold) reduce.arg()).op() == Op.ADD
        && product.dtype().kind().isFloat()
        && uses(product) == 1
        && !separate.contains(product);
  }
}
