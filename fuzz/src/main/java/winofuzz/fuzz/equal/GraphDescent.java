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

  /** Nodes with a value that both graphs have. */
  private final Set<UOp> shared;

  GraphDescent(Map<UOp, Probe> first, Map<UOp, Probe> second, Semantics semantics) {
    this.first = first;
    this.second = second;
    this.semantics = semantics;
    shared = new HashSet<>(first.keySet());
    shared.retainAll(second.keySet());
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
        IntStream.range(0, a.size()).mapToObj(i -> new Nodes(a.get(i), b.get(i))).toList();
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
    return JointLayout.of(a, b, new JointLayout.Ranges(ranges, shared))
        .<Relation>map(layout -> relation(nodes, a.values(), b.values(), layout))
        .orElseGet(Relation.Unknown::new);
  }

  private Relation relation(Nodes nodes, Values a, Values b, JointLayout layout) {
    for (int point = 0; point < layout.size(); point++) {
      int i = layout.inFirst(point);
      int j = layout.inSecond(point);
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

  /**
   * What two nodes close corresponds: ranges of both graphs to themselves, others by their place.
   */
  private void matchRanges(Nodes nodes) {
    int start = nodes.a.op().closedRangesStart();
    if (start < 0 || !nodes.areAlike()) {
      return;
    }
    List<UOp> a = nodes.a.srcFrom(start);
    List<UOp> b = nodes.b.srcFrom(start);
    boolean areShared = Set.copyOf(a).equals(Set.copyOf(b));
    for (int i = 0; i < a.size(); i++) {
      UOp other = areShared ? a.get(i) : b.get(i);
      if (a.get(i).is(Op.RANGE) && other.is(Op.RANGE) && a.get(i).max() == other.max()) {
        ranges.put(a.get(i), other);
      }
    }
  }

  /**
   * Returns the first of two lists of instructions whose values differ; empty where the lists are
   * not of the same operations.
   */
  Optional<NodePair> inOrder(List<UOp> a, List<UOp> b) {
    List<Nodes> pairs =
        IntStream.range(0, Math.min(a.size(), b.size()))
            .mapToObj(i -> new Nodes(a.get(i), b.get(i)))
            .toList();
    if (a.size() != b.size() || !pairs.stream().allMatch(Nodes::areAlike)) {
      return Optional.empty();
    }
    for (Nodes nodes : pairs) {
      if (relation(nodes) instanceof Relation.Different(NodePair pair)) {
        return Optional.of(pair);
      }
    }
    return Optional.empty();
  }
}
