package winofuzz.interpret;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winofuzz.ir.Arg;
import winofuzz.ir.NodeNumbers;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * The nodes between a result and the buffers that it is computed from: which ranges each depends
 * on, how ranges are ordered in layouts, and which products need no array.
 *
 * <p>In layouts the ranges that reductions close come first, then the ranges of the result in its
 * own order: a reduction then adds up long rows element by element, which keeps its order and lets
 * the JVM vectorize it.
 */
final class Region {
  /** Stands for the number of a node outside of the region. */
  static final int OUTSIDE = -1;

  private static final BitSet NONE = new BitSet();

  private final List<UOp> nodes;
  private final int[] roots;
  private final int[][] operands;
  private final int[] uses;
  private final BitSet fused = new BitSet();

  /** The ranges in the order of layouts; sets of them are sets of their numbers here. */
  private final List<UOp> order;

  private final BitSet[] free;
  private final Map<BitSet, List<UOp>> layouts = new HashMap<>();
  private final List<List<UOp>> layoutOf;

  /**
   * @param roots the values wanted
   * @param outer the ranges of the result, in its order
   * @param separate nodes whose values are wanted as well
   */
  Region(List<UOp> roots, List<UOp> outer, Set<UOp> separate) {
    this.nodes = UOp.sink(roots).toposort(node -> !isBoundary(node));
    nodes.removeLast();
    NodeNumbers numbers = new NodeNumbers();
    nodes.forEach(numbers::add);
    this.uses = new int[nodes.size()];
    this.roots = numbersOf(roots, numbers);
    this.operands = new int[nodes.size()][];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = numbersOf(nodes.get(i).src(), numbers);
    }
    this.order = order(outer);
    this.free = new BitSet[nodes.size()];
    this.layoutOf = new ArrayList<>(nodes.size());
    for (int i = 0; i < free.length; i++) {
      free[i] = freeOf(i);
      layoutOf.add(layouts.computeIfAbsent(free[i], this::inOrder));
      if (nodes.get(i).is(Op.REDUCE) && isFusable(i, separate)) {
        fused.set(operands[i][0]);
      }
    }
  }

  private int[] numbersOf(List<UOp> used, NodeNumbers numbers) {
    int[] result = new int[used.size()];
    for (int k = 0; k < result.length; k++) {
      result[k] = numbers.find(used.get(k));
      if (result[k] != OUTSIDE) {
        uses[result[k]]++;
      }
    }
    return result;
  }

  /** Whether a node is memory, so that its operands were computed before. */
  static boolean isBoundary(UOp node) {
    return switch (node.op()) {
      case BUFFER, BUFFERIZE, DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER -> true;
      // Every other operation is evaluated, or refused there.
      default -> node.op().isMovement();
    };
  }

  /** Returns the number of nodes, roots included. Operands have lower numbers than users. */
  int size() {
    return nodes.size();
  }

  UOp node(int number) {
    return nodes.get(number);
  }

  /** Returns the number of an operand, {@link #OUTSIDE} for memory. */
  int operand(int number, int index) {
    return operands[number][index];
  }

  /** Returns the numbers of the roots, in order. */
  int[] roots() {
    return roots.clone();
  }

  /** Returns how many times a node is an operand or a root. */
  int uses(int number) {
    return uses[number];
  }

  /** Returns the ranges that a node's array is laid out over. Equal lists are one object. */
  List<UOp> rangesOf(int number) {
    return layoutOf.get(number);
  }

  /** Returns the different lists of ranges that arrays are laid out over. */
  Set<List<UOp>> layouts() {
    Set<List<UOp>> result = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < layoutOf.size(); i++) {
      if (!isFused(i)) {
        result.add(layoutOf.get(i));
      }
    }
    return result;
  }

  /** Whether a product is computed by the reduction that uses it. */
  boolean isFused(int number) {
    return fused.get(number);
  }

  /** Returns the ranges that a REDUCE closes, first one outermost. */
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
    for (UOp node : nodes) {
      if (node.is(Op.RANGE) && !outer.contains(node)) {
        result.add(node);
      }
    }
    result.addAll(outer);
    return List.copyOf(result);
  }

  private List<UOp> inOrder(BitSet ranges) {
    return ranges.stream().mapToObj(order::get).toList();
  }

  private BitSet freeOf(int number) {
    UOp node = nodes.get(number);
    if (node.is(Op.RANGE)) {
      BitSet result = new BitSet();
      result.set(order.indexOf(node));
      return result;
    }
    if (node.is(Op.REDUCE)) {
      BitSet result = (BitSet) free[operands[number][0]].clone();
      closedBy(node).forEach(range -> result.clear(order.indexOf(range)));
      return result;
    }
    BitSet result = union(operands[number]);
    if (node.is(Op.WMMA)) {
      BitSet held = (BitSet) result.clone();
      result.stream()
          .filter(r -> isLaneOfFactorsOnly((Arg.MatrixMultiply) node.arg(), order.get(r)))
          .forEach(held::clear);
      return held;
    }
    return result;
  }

  /** Returns the union of sets of ranges, and if one of them is the union, that very set. */
  private BitSet union(int[] of) {
    BitSet all = NONE;
    boolean shared = true;
    for (int number : of) {
      if (number == OUTSIDE || free[number].equals(all)) {
        continue;
      }
      if (all.isEmpty()) {
        all = free[number];
        continue;
      }
      if (shared) {
        all = (BitSet) all.clone();
        shared = false;
      }
      all.or(free[number]);
    }
    return all;
  }

  private static boolean isLaneOfFactorsOnly(Arg.MatrixMultiply matrix, UOp range) {
    return (holds(matrix.lanes().get(0), range) || holds(matrix.lanes().get(1), range))
        && !holds(matrix.lanes().get(2), range);
  }

  private static boolean holds(Arg.LaneAxes lanes, UOp range) {
    return lanes.axes().stream().anyMatch(a -> range.axis().id().equals(List.of(a.id())));
  }

  private boolean isFusable(int number, Set<UOp> separate) {
    UOp reduce = nodes.get(number);
    UOp product = reduce.src(0);
    return product.is(Op.MUL)
        && ((Arg.Fold) reduce.arg()).op() == Op.ADD
        && product.dtype().kind().isFloat()
        && uses(operands[number][0]) == 1
        && !separate.contains(product);
  }
}
