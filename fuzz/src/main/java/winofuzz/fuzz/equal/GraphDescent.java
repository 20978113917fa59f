package winofuzz.fuzz.equal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import winofuzz.interpret.Evaluation.Probe;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Goes down two graphs side by side, as long as their operations are the same, along values that
 * differ: the last pair of nodes is where the graphs begin to differ. Values are compared over
 * ranges that correspond; where a value is laid out over others it tells nothing, and what it is
 * computed from is looked at.
 */
final class GraphDescent {
  private final Map<UOp, Probe> first;
  private final Map<UOp, Probe> second;
  private final Semantics semantics;

  /** The range of the second graph for each of the first. */
  private final Map<UOp, UOp> ranges = new HashMap<>();

  GraphDescent(Map<UOp, Probe> first, Map<UOp, Probe> second, Semantics semantics) {
    this.first = first;
    this.second = second;
    this.semantics = semantics;
  }

  private record Nodes(UOp a, UOp b) {
    boolean areAlike() {
      return a.op() == b.op() && a.arity() == b.arity();
    }
  }

  /** How the values of two nodes compare. */
  private sealed interface Relation {
    record Equal() implements Relation {}

    record Different(NodePair pair) implements Relation {}

    record Unknown() implements Relation {}
  }

  /** Returns the deepest pair along values that differ; empty if none does at or below these. */
  Optional<NodePair> from(UOp a, UOp b) {
    Optional<NodePair> found = Optional.empty();
    Optional<NodePair> next = firstDifferent(List.of(new Nodes(a, b)));
    while (next.isPresent()) {
      found = next;
      Nodes nodes = new Nodes(next.get().first(), next.get().second());
      next = nodes.areAlike() ? firstDifferent(operands(nodes)) : Optional.empty();
    }
    return found;
  }

  /** Returns the first of some pairs whose values differ, or of those below unknown ones. */
  private Optional<NodePair> firstDifferent(List<Nodes> starts) {
    Deque<Nodes> open = new ArrayDeque<>(starts);
    Set<Nodes> seen = new HashSet<>(starts);
    while (!open.isEmpty()) {
      Nodes nodes = open.removeFirst();
      switch (relation(nodes)) {
        case Relation.Different(NodePair pair) -> {
          return Optional.of(pair);
        }
        case Relation.Unknown _ when nodes.areAlike() ->
            operands(nodes).stream().filter(seen::add).forEach(open::addLast);
        case Relation.Unknown _, Relation.Equal _ -> {}
      }
    }
    return Optional.empty();
  }

  /** Returns the operands of two nodes; of a commutative one in the order that agrees better. */
  private List<Nodes> operands(Nodes nodes) {
    List<UOp> a = nodes.a.src();
    List<UOp> b = nodes.b.src();
    List<Nodes> straight =
        IntStream.range(0, a.size())
            .mapToObj(i -> new Nodes(a.get(i), b.get(i)))
            .toList();
    if (!nodes.a.op().isCommutative()) {
      return straight;
    }
    List<Nodes> crossed = List.of(new Nodes(a.get(0), b.get(1)), new Nodes(a.get(1), b.get(0)));
    return agreeing(crossed) > agreeing(straight) ? crossed : straight;
  }

  private long agreeing(List<Nodes> pairs) {
    return pairs.stream().filter(pair -> relation(pair) instanceof Relation.Equal).count();
  }

  private Relation relation(Nodes nodes) {
    matchRanges(nodes);
    Probe a = first.get(nodes.a);
    Probe b = second.get(nodes.b);
    if (a == null || b == null || !a.values().dtype().equals(b.values().dtype())) {
      return new Relation.Unknown();
    }
    return layouts(a, b).<Relation>map(layouts -> relation(nodes, layouts))
        .orElseGet(Relation.Unknown::new);
  }

  private Relation relation(Nodes nodes, Layouts layouts) {
    Values a = layouts.a.values();
    Values b = layouts.b.values();
    for (int i = 0; i < a.size(); i++) {
      int j = layouts.place(i);
      if (ElementValue.differ(a, i, b, j, semantics)) {
        return new Relation.Different(
            new NodePair(
                nodes.a,
                ElementValue.of(a, i, semantics),
                nodes.b,
                ElementValue.of(b, j, semantics)));
      }
    }
    return new Relation.Equal();
  }

  /** What two nodes close corresponds. */
  private void matchRanges(Nodes nodes) {
    int start = nodes.a.op().closedRangesStart();
    if (start < 0 || !nodes.areAlike()) {
      return;
    }
    for (int i = start; i < nodes.a.arity(); i++) {
      UOp a = nodes.a.src(i);
      UOp b = nodes.b.src(i);
      if (a.is(Op.RANGE) && b.is(Op.RANGE) && a.max() == b.max()) {
        ranges.put(a, b);
      }
    }
  }

  /**
   * Two values over the same points.
   *
   * @param strides of the second for each axis of the first
   */
  private record Layouts(Probe a, Probe b, int[] strides) {
    int place(int index) {
      int rest = index;
      int result = 0;
      for (int axis = strides.length - 1; axis >= 0; axis--) {
        int extent = a.extents().get(axis);
        result += rest % extent * strides[axis];
        rest /= extent;
      }
      return result;
    }
  }

  private Optional<Layouts> layouts(Probe a, Probe b) {
    int axes = a.extents().size();
    if (axes != b.extents().size() || a.ranges().size() != b.ranges().size()) {
      return Optional.empty();
    }
    int[] own = new int[axes];
    int stride = 1;
    for (int axis = axes - 1; axis >= 0; axis--) {
      own[axis] = stride;
      stride *= b.extents().get(axis);
    }
    boolean isOverRanges = axes == a.ranges().size();
    int[] strides = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      int other = axis;
      if (isOverRanges) {
        UOp range = a.ranges().get(axis);
        other = b.ranges().indexOf(ranges.getOrDefault(range, range));
      }
      if (other < 0 || !a.extents().get(axis).equals(b.extents().get(other))) {
        return Optional.empty();
      }
      strides[axis] = own[other];
    }
    return Optional.of(new Layouts(a, b, strides));
  }

  /**
   * Returns the first of two lists of instructions whose values differ; empty where the lists are
   * of other operations before.
   */
  Optional<NodePair> inOrder(List<UOp> a, List<UOp> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      Nodes nodes = new Nodes(a.get(i), b.get(i));
      if (relation(nodes) instanceof Relation.Different(NodePair pair)) {
        return Optional.of(pair);
      }
      if (!nodes.areAlike()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
