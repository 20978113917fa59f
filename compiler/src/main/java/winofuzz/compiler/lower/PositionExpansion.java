package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.compiler.symbolic.DirectFolding;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.ir.NodeNumbers;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * The part of a kernel that depends on positions alone, not on what is in memory: indices,
 * conditions on them, and factors chosen by such conditions.
 */
final class PositionExpansion {
  static final RuleSet<Object> RULES = RuleSet.join("simplify positions", SymbolicRules.FLAT);

  private final LaneTable table;
  private final List<UOp> nodes;
  private final NodeNumbers part = new NodeNumbers();

  PositionExpansion(UOp kernel, LaneTable table) {
    this.table = table;
    this.nodes = kernel.toposort();
    for (UOp node : nodes) {
      if (mayBePosition(node) && node.src().stream().allMatch(this::contains)) {
        part.add(node);
      }
    }
  }

  private static boolean mayBePosition(UOp node) {
    return switch (node.op()) {
      case CONST, VCONST, RANGE, SPECIAL, INDEX -> true;
      // Op tells which of the other operations are on positions.
      default -> node.op().isElementwise() || node.op().isDefine() || node.is(Op.DEFINE_VAR);
    };
  }

  /** Whether a node depends on positions alone. */
  boolean contains(UOp node) {
    return part.find(node) >= 0;
  }

  /**
   * Fills the table with what the rest of the kernel uses of this part.
   *
   * @param metal brings nodes with concrete types to their final form
   */
  void expand(Rewriter.Session metal) {
    Rewriter.Session session = metal.rewriter().session(RULES);
    for (UOp node : nodes) {
      if (contains(node)) {
        table.put(node, lanes(node, session));
      }
    }
    Set<UOp> used = new LinkedHashSet<>();
    for (UOp node : nodes) {
      if (!contains(node)) {
        node.src().stream().filter(this::contains).forEach(used::add);
      }
    }
    finish(used, metal);
  }

  private Lanes lanes(UOp node, Rewriter.Session session) {
    if (node.is(Op.RANGE) && KernelRanges.isLane(node)) {
      UOp[] points = new UOp[KernelRanges.extent(node)];
      for (int i = 0; i < points.length; i++) {
        points[i] = node.constLike(i);
      }
      return new Lanes(List.of(KernelRanges.laneAxis(node)), points);
    }
    LaneTable.Maker byRules = (like, operands) -> session.rewrite(like.withSrc(operands));
    return table.elementwise(
        node,
        table.axes(node.src()),
        isDirect(node, session.rewriter()) ? orDirect(byRules) : byRules);
  }

  /** Whether lanes with constants are folded at once, as many are, and not made and rewritten. */
  private static boolean isDirect(UOp node, Rewriter rewriter) {
    return node.op().isAlu() && !rewriter.isObserved();
  }

  private static LaneTable.Maker orDirect(LaneTable.Maker byRules) {
    return (like, operands) -> {
      UOp folded = DirectFolding.fold(like.op(), like.dtype(), operands);
      return folded == null ? byRules.make(like, operands) : folded;
    };
  }

  /** Gives the lanes of nodes concrete types and Metal's operations, all lanes at once. */
  private void finish(Set<UOp> used, Rewriter.Session metal) {
    NodeNumbers numbers = new NodeNumbers();
    List<UOp> lanes = new ArrayList<>();
    for (UOp node : used) {
      Lanes of = table.get(node);
      for (int i = 0; i < of.count(); i++) {
        if (!of.node(i).isInvalid() && numbers.add(of.node(i)) == lanes.size()) {
          lanes.add(of.node(i));
        }
      }
    }
    UOp finished = metal.rewrite(IndexTypes.lower(UOp.sink(lanes)));
    for (UOp node : used) {
      Lanes of = table.get(node);
      UOp[] done = new UOp[of.count()];
      for (int i = 0; i < done.length; i++) {
        int number = numbers.find(of.node(i));
        done[i] = number < 0 ? of.node(i) : finished.src(number);
      }
      table.put(node, new Lanes(of.axes(), done));
    }
  }
}
