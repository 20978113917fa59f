package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.symbolic.DirectFolding;
import winofuzz.ir.Arg;
import winofuzz.ir.Arg.LaneAxis;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** The part of a kernel that depends on what is in memory, and what is done with it. */
final class ValueExpansion {
  private final LaneTable table;
  private final Rewriter.Session metal;
  private final Accumulators accumulators;

  /**
   * @param table what the operands of a node have become
   * @param metal brings nodes with concrete types to their final form
   */
  ValueExpansion(LaneTable table, Rewriter.Session metal) {
    this.table = table;
    this.metal = metal;
    this.accumulators = new Accumulators(metal);
  }

  /** Returns what a node becomes. */
  Lanes expand(UOp node) {
    return switch (node.op()) {
      case CONTRACT -> contract(node);
      case UNROLL -> unroll(node);
      case WMMA ->
          table.elementwise(
              node, LaneMap.minus(table.axes(node.src()), heldBy(node)), this::finished);
      case REDUCE -> reduce(node);
      case LOAD -> load(node);
      case STORE -> store(node);
      case BARRIER, SINK -> Lanes.single(ofAllLanes(node));
      // Every other operation acts on each lane alone.
      default -> table.elementwise(node, table.axes(node.src()), this::finished);
    };
  }

  private UOp finished(UOp like, UOp[] operands) {
    if (like.dtype().isFloat() && like.op().isAlu() && !metal.rewriter().isObserved()) {
      UOp folded = DirectFolding.fold(like.op(), like.dtype(), operands);
      if (folded != null) {
        return folded;
      }
    }
    UOp concrete = IndexTypes.lower(like, operands);
    // What is still of the index type is an index with its gate, which the INDEX takes apart.
    return concrete.dtype().isIndex() ? concrete : metal.rewrite(concrete);
  }

  private UOp ofAllLanes(UOp node) {
    List<UOp> operands = new ArrayList<>();
    for (UOp operand : node.src()) {
      Lanes lanes = table.get(operand);
      for (int i = 0; i < lanes.count(); i++) {
        operands.add(lanes.node(i));
      }
    }
    return metal.rewrite(node.withSrc(operands));
  }

  /** Makes axes the elements of a vector. A value that has no lanes along them is repeated. */
  private Lanes contract(UOp node) {
    List<LaneAxis> gathered = ((Arg.LaneAxes) node.arg()).axes();
    List<LaneAxis> axes = LaneMap.minus(table.get(node.src(0)).axes(), gathered);
    UOp[] elements = table.at(LaneMap.concat(axes, gathered), node.src(0));
    int width = LaneMap.count(gathered);
    UOp[] nodes = new UOp[LaneMap.count(axes)];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] =
          metal.rewrite(Vectors.of(Arrays.asList(elements).subList(i * width, (i + 1) * width)));
    }
    return new Lanes(axes, nodes);
  }

  /** Makes the elements of a vector lanes along axes. */
  private Lanes unroll(UOp node) {
    List<LaneAxis> spread = ((Arg.LaneAxes) node.arg()).axes();
    List<LaneAxis> axes = LaneMap.union(table.get(node.src(0)).axes(), spread);
    UOp[] vectors = table.at(axes, node.src(0));
    int[] element = table.map(axes, spread);
    UOp[] nodes = new UOp[vectors.length];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = metal.rewrite(vectors[i].lane(element[i]));
    }
    return new Lanes(axes, nodes);
  }

  /** Returns the axes that the fragments of a WMMA are made of; it has no lanes along them. */
  private static List<LaneAxis> heldBy(UOp wmma) {
    List<LaneAxis> result = new ArrayList<>();
    ((Arg.MatrixMultiply) wmma.arg()).lanes().forEach(axes -> result.addAll(axes.axes()));
    return result;
  }

  private Lanes reduce(UOp node) {
    List<LaneAxis> folded = new ArrayList<>();
    List<UOp> loops = new ArrayList<>();
    for (UOp range : KernelRanges.closedBy(node)) {
      if (KernelRanges.isLane(range)) {
        folded.add(KernelRanges.laneAxis(range));
      } else {
        loops.add(table.get(range).single());
      }
    }
    List<LaneAxis> axes = LaneMap.minus(table.get(node.src(0)).axes(), folded);
    UOp[] flat = table.at(LaneMap.concat(axes, folded), node.src(0));
    int width = LaneMap.count(folded);
    UOp[][] terms = new UOp[LaneMap.count(axes)][];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return new Lanes(axes, accumulators.reduce(((Arg.Fold) node.arg()).op(), terms, loops));
  }

  private Lanes load(UOp node) {
    Lanes pointers = table.get(node.src(0));
    List<UOp> after = node.srcFrom(1).stream().map(s -> table.get(s).single()).toList();
    UOp[] all = table.at(pointers.axes(), node.src(0));
    UOp[] nodes = new UOp[all.length];
    for (Accesses.Access access : Accesses.of(all)) {
      UOp part = access.isInvalid() ? node.constLike(0) : loadOf(access, node, after);
      for (int offset = 0; offset < access.width(); offset++) {
        UOp value = access.width() == 1 ? part : metal.rewrite(part.lane(offset));
        access.lanes().get(offset).forEach(lane -> nodes[lane] = value);
      }
    }
    return new Lanes(pointers.axes(), nodes);
  }

  private UOp loadOf(Accesses.Access access, UOp load, List<UOp> after) {
    List<UOp> operands = new ArrayList<>(after);
    operands.addFirst(access.pointer());
    DType type = load.dtype().vector(access.width());
    return metal.rewrite(UOp.of(Op.LOAD, type, Arg.None.NONE, operands));
  }

  private Lanes store(UOp node) {
    List<LaneAxis> axes = table.axes(List.of(node.src(0), node.src(1)));
    UOp[] pointers = table.at(axes, node.src(0));
    UOp[] values = table.at(axes, node.src(1));
    List<UOp> loops =
        KernelRanges.closedBy(node).stream()
            .filter(r -> !KernelRanges.isLane(r))
            .map(r -> table.get(r).single())
            .toList();
    List<UOp> stores = new ArrayList<>();
    for (Accesses.Access access : Accesses.of(pointers)) {
      if (!access.isInvalid()) {
        List<UOp> elements = access.lanes().stream().map(lanes -> values[lanes.getLast()]).toList();
        stores.add(metal.rewrite(access.pointer().store(Vectors.of(elements), loops)));
      }
    }
    return new Lanes(List.of(), stores.toArray(UOp[]::new));
  }
}
