package winofuzz.compiler.rangeify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.symbolic.Simplify;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * Gives every node of a tensor graph its ranges, from the outputs down: a kept value gets new ones,
 * any other takes those of its users, moved through movement ops.
 */
public final class Rangeify {
  /**
   * From a tensor graph to a ranged graph: no shapes, no movement ops except above the outputs,
   * every kept value a BUFFERIZE.
   */
  public static final Pass PASS =
      Pass.whole(
          "rangeify",
          Stage.RANGED,
          List.of(
              ApplyRanges.RULES,
              MovementIndexing.BOUNDS,
              MovementIndexing.VIEWS,
              SymbolicRules.SYMBOLIC,
              SymbolicRules.COMMUTATIVE),
          (draft, rewriter) -> {
            RangeSource source = new RangeSource(draft.ranges());
            UOp ranged = new Rangeify(source, draft.roles(), rewriter).run(draft.sink());
            return draft.withSink(ranged, source.next());
          });

  private final RangeSource source;
  private final Map<UOp, List<AxisRole>> roles;
  private final Rewriter rewriter;
  private final NodeRanges ranges = new NodeRanges();
  private final Map<UOp, Set<UOp>> users = new HashMap<>();
  private final Map<UOp, Boolean> endsRanges = new HashMap<>();

  private Rangeify(RangeSource source, Map<UOp, List<AxisRole>> roles, Rewriter rewriter) {
    this.source = source;
    this.roles = roles;
    this.rewriter = rewriter;
  }

  private UOp run(UOp sink) {
    List<UOp> order = sink.toposort();
    for (UOp output : sink.src()) {
      keepIfComputed(output.base());
    }
    order.stream().filter(n -> n.is(Op.CONTIGUOUS)).forEach(this::keepAllAxes);
    findUsers(order);
    for (UOp node : usersFirst(order)) {
      if (!node.is(Op.DEVICE) && !node.is(Op.UNIQUE) && node.dtype().kind() != DType.Kind.INDEX) {
        visit(node);
      }
    }
    return rewriter.rewriteRootFirst(sink, ApplyRanges.RULES, ranges);
  }

  /** Keeps a value, unless it is in memory already or is a constant. */
  private void keepIfComputed(UOp node) {
    switch (node.op()) {
      case BUFFER, CONST, CONTIGUOUS -> {}
      // Every other value is computed.
      default -> keepAllAxes(node);
    }
  }

  private void keepAllAxes(UOp node) {
    ranges.keep(node, allAxes(node));
  }

  private static List<Integer> allAxes(UOp node) {
    return IntStream.range(0, node.shape().size()).boxed().toList();
  }

  private void findUsers(List<UOp> order) {
    for (UOp node : order) {
      users.put(node, new LinkedHashSet<>());
      for (UOp operand : node.src()) {
        usersOf(operand).add(node);
      }
    }
  }

  private Set<UOp> usersOf(UOp node) {
    Set<UOp> result = users.get(node);
    if (result == null) {
      throw new AssertionError("not in the graph: " + node);
    }
    return result;
  }

  /**
   * Users before operands. Walked from the leaves, the last one first, because ranges are numbered
   * in this order.
   */
  private List<UOp> usersFirst(List<UOp> order) {
    List<UOp> result = new ArrayList<>();
    Set<UOp> done = new LinkedHashSet<>();
    record Visit(UOp node, boolean usersDone) {}
    ArrayList<Visit> stack = new ArrayList<>();
    order.stream().filter(n -> n.arity() == 0).forEach(n -> stack.add(new Visit(n, false)));
    while (!stack.isEmpty()) {
      Visit visit = stack.removeLast();
      if (done.contains(visit.node)) {
        continue;
      }
      if (visit.usersDone) {
        done.add(visit.node);
        result.add(visit.node);
      } else {
        stack.add(new Visit(visit.node, true));
        usersOf(visit.node).forEach(user -> stack.add(new Visit(user, false)));
      }
    }
    return result;
  }

  private void visit(UOp node) {
    boolean ends =
        ranges.keptAxes(node) == null
            && usersOf(node).stream().anyMatch(u -> endsRanges.getOrDefault(u, false));
    List<UOp> outputs = outputRanges(node);
    if (outputs == null) {
      endsRanges.put(node, ends);
      return;
    }
    if (ends && (node.op().isElementwise() || node.is(Op.REDUCE_AXIS))) {
      outputs = keepRemaining(node, outputs);
      ends = false;
    }
    List<UOp> inputs = inputRanges(node, outputs);
    if (node.is(Op.EXPAND)) {
      ends = dropsRange(inputs, outputs);
    }
    endsRanges.put(node, ends);
    ranges.put(node, new NodeRanges.Of(inputs, outputs));
  }

  /** Returns new ranges for a kept value, else those of its users; null where no user has any. */
  private @Nullable List<UOp> outputRanges(UOp node) {
    if (ranges.keptAxes(node) != null) {
      return newRanges(node);
    }
    List<List<UOp>> wanted = new ArrayList<>();
    for (UOp user : usersOf(node)) {
      NodeRanges.Of of = ranges.find(user);
      if (of != null) {
        wanted.add(of.inputs());
      }
    }
    return switch (wanted.size()) {
      case 0 -> null;
      case 1 -> wanted.getFirst();
      default -> merge(node, wanted);
    };
  }

  private List<UOp> newRanges(UOp node) {
    List<UOp> result = new ArrayList<>();
    for (int axis : allAxes(node)) {
      result.add(newRange(node, axis));
    }
    return result;
  }

  private UOp newRange(UOp node, int axis) {
    return source.loop(node.shape().get(axis), role(node, axis));
  }

  private AxisRole role(UOp node, int axis) {
    UOp teller = node;
    while (!roles.containsKey(teller) && teller.op().isElementwise()) {
      teller = teller.src(0);
    }
    List<AxisRole> told = roles.get(teller);
    return told == null ? AxisRole.OTHER : told.get(axis);
  }

  /**
   * Several users: if they agree on every index, those, valid where any of them is; else the value
   * is kept and they read it.
   */
  private List<UOp> merge(UOp node, List<List<UOp>> wanted) {
    boolean agree = true;
    for (int axis = 0; axis < wanted.getFirst().size(); axis++) {
      for (List<UOp> indices : wanted) {
        agree &= indices.get(axis).indexPart() == wanted.getFirst().get(axis).indexPart();
      }
    }
    if (!agree) {
      keepAllAxes(node);
      return newRanges(node);
    }
    List<UOp> result = new ArrayList<>();
    for (int axis = 0; axis < wanted.getFirst().size(); axis++) {
      UOp valid = UOp.bool(false);
      for (List<UOp> indices : wanted) {
        valid = valid.or(indices.get(axis).validPart());
      }
      UOp index = wanted.getFirst().get(axis).indexPart();
      result.add(Simplify.simplify(valid.where(index, UOp.invalid(1)), rewriter));
    }
    return result;
  }

  /** Keeps a value over all axes, as ranges of its users end at it. */
  private List<UOp> keepRemaining(UOp node, List<UOp> outputs) {
    if (outputs.isEmpty()) {
      return outputs;
    }
    keepAllAxes(node);
    return newRanges(node);
  }

  private List<UOp> inputRanges(UOp node, List<UOp> outputs) {
    if (node.op().isMovement()) {
      return MovementIndexing.through(node, outputs, rewriter);
    }
    if (!node.is(Op.REDUCE_AXIS)) {
      return outputs;
    }
    List<UOp> result = new ArrayList<>(outputs);
    for (int axis : ((Arg.FoldAxes) node.arg()).axes()) {
      result.set(
          axis, source.range(node.src(0).shape().get(axis), AxisType.REDUCE, role(node, axis)));
    }
    return result;
  }

  /** Whether an EXPAND drops a range, one that its operand no longer depends on. */
  private static boolean dropsRange(List<UOp> inputs, List<UOp> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      if (inputs.get(i) != outputs.get(i) && !outputs.get(i).ranges().isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
