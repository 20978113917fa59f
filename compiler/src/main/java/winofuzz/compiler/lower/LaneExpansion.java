package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.Target;
import winofuzz.ir.Arg;
import winofuzz.ir.Arg.LaneAxis;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Every node becomes as many as there are points of the UPCAST and UNROLL ranges it depends on;
 * these ranges are gone, and reductions are accumulators in registers.
 *
 * <p>What was one LOAD or STORE stays one, of all its lanes: its pointer is a VECTORIZE of an INDEX
 * a lane, so that {@link Coalescing} can see which accesses belong together. All else is scalar,
 * but for the operands and the result of a WMMA.
 */
public final class LaneExpansion implements Pass {

  @Override
  public String name() {
    return "lane expansion";
  }

  @Override
  public UOp apply(UOp kernel, Target target) {
    return new Expander().expand(kernel);
  }

  /** What a node has become: a node for each lane, along axes in order of id. */
  private static final class Lanes {
    private final List<LaneAxis> axes;
    private final UOp[] nodes;

    Lanes(List<LaneAxis> axes, UOp[] nodes) {
      this.axes = axes;
      this.nodes = nodes;
    }

    static Lanes single(UOp node) {
      return new Lanes(List.of(), new UOp[] {node});
    }
  }

  private static final class Expander {
    private final Map<UOp, Lanes> done = new HashMap<>();
    private final LaneMap laneMap = new LaneMap();
    private final Accumulators accumulators = new Accumulators();

    UOp expand(UOp kernel) {
      for (UOp node : kernel.toposort()) {
        done.put(node, expandNode(node));
      }
      return single(kernel);
    }

    private Lanes expandNode(UOp node) {
      return switch (node.op()) {
        case RANGE -> Ranges.isLane(node) ? lanesOfRange(node) : elementwise(node);
        case CONTRACT -> contract(node);
        case UNROLL -> unroll(node);
        case WMMA -> elementwise(node, LaneMap.minus(axesOf(node.src()), heldBy(node)));
        case REDUCE -> reduce(node);
        case LOAD -> load(node);
        case STORE -> store(node);
        default -> elementwise(node);
      };
    }

    private Lanes lanesOf(UOp node) {
      Lanes lanes = done.get(node);
      if (lanes == null) {
        throw new AssertionError("not yet expanded: " + node);
      }
      return lanes;
    }

    private UOp single(UOp node) {
      Lanes lanes = lanesOf(node);
      if (lanes.nodes.length != 1) {
        throw new AssertionError(
            "expected a node without lanes, found " + lanes.axes + ": " + node);
      }
      return lanes.nodes[0];
    }

    private List<LaneAxis> axesOf(List<UOp> nodes) {
      List<LaneAxis> axes = List.of();
      for (UOp node : nodes) {
        axes = LaneMap.union(axes, lanesOf(node).axes);
      }
      return axes;
    }

    /** The lanes of a node at every point of some axes. */
    private UOp[] at(List<LaneAxis> axes, UOp node) {
      Lanes lanes = lanesOf(node);
      int[] map = laneMap.map(axes, lanes.axes);
      UOp[] result = new UOp[map.length];
      for (int i = 0; i < map.length; i++) {
        result[i] = lanes.nodes[map[i]];
      }
      return result;
    }

    private static Lanes lanesOfRange(UOp range) {
      UOp[] points = new UOp[Ranges.extent(range)];
      for (int i = 0; i < points.length; i++) {
        points[i] = range.constLike(i);
      }
      return new Lanes(List.of(Ranges.laneAxis(range)), points);
    }

    private Lanes elementwise(UOp node) {
      return elementwise(node, axesOf(node.src()));
    }

    private Lanes elementwise(UOp node, List<LaneAxis> axes) {
      UOp[] nodes = new UOp[LaneMap.count(axes)];
      UOp[][] operands = new UOp[node.arity()][];
      boolean same = axes.isEmpty();
      for (int k = 0; k < operands.length; k++) {
        operands[k] = at(axes, node.src(k));
        same &= operands[k][0] == node.src(k);
      }
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = same ? node : node.withSrc(lane(operands, i));
      }
      return new Lanes(axes, nodes);
    }

    private static UOp[] lane(UOp[][] operands, int lane) {
      UOp[] result = new UOp[operands.length];
      for (int k = 0; k < result.length; k++) {
        result[k] = operands[k][lane];
      }
      return result;
    }

    /** Axes become the elements of a vector. A value that has no lanes along them is repeated. */
    private Lanes contract(UOp node) {
      List<LaneAxis> gathered = ((Arg.LaneAxes) node.arg()).axes();
      List<LaneAxis> axes = LaneMap.minus(lanesOf(node.src(0)).axes, gathered);
      UOp[] elements = at(LaneMap.concat(axes, gathered), node.src(0));
      int width = LaneMap.count(gathered);
      UOp[] nodes = new UOp[LaneMap.count(axes)];
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = vector(elements, i * width, width);
      }
      return new Lanes(axes, nodes);
    }

    private static UOp vector(UOp[] elements, int from, int width) {
      List<UOp> part = List.of(elements).subList(from, from + width);
      return UOp.of(Op.VECTORIZE, part.getFirst().dtype().vector(width), Arg.None.NONE, part);
    }

    /** The elements of a vector become lanes along axes. */
    private Lanes unroll(UOp node) {
      List<LaneAxis> spread = ((Arg.LaneAxes) node.arg()).axes();
      List<LaneAxis> axes = LaneMap.union(lanesOf(node.src(0)).axes, spread);
      UOp[] vectors = at(axes, node.src(0));
      int[] element = laneMap.map(axes, spread);
      UOp[] nodes = new UOp[vectors.length];
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = vectors[i].lane(element[i]);
      }
      return new Lanes(axes, nodes);
    }

    /** The axes that the fragments of a WMMA are made of; it has no lanes along them. */
    private static List<LaneAxis> heldBy(UOp wmma) {
      List<LaneAxis> result = new ArrayList<>();
      ((Arg.MatrixMultiply) wmma.arg()).lanes().forEach(axes -> result.addAll(axes.axes()));
      return result;
    }

    private Lanes reduce(UOp node) {
      List<LaneAxis> folded = new ArrayList<>();
      List<UOp> loops = new ArrayList<>();
      for (UOp range : Ranges.closedBy(node)) {
        if (Ranges.isLane(range)) {
          folded.add(Ranges.laneAxis(range));
        } else {
          loops.add(single(range));
        }
      }
      List<LaneAxis> axes = LaneMap.minus(lanesOf(node.src(0)).axes, folded);
      UOp[] flat = at(LaneMap.concat(axes, folded), node.src(0));
      int width = LaneMap.count(folded);
      UOp[][] terms = new UOp[LaneMap.count(axes)][width];
      for (int i = 0; i < terms.length; i++) {
        System.arraycopy(flat, i * width, terms[i], 0, width);
      }
      return new Lanes(axes, accumulators.reduce(((Arg.Fold) node.arg()).op(), terms, loops));
    }

    private Lanes load(UOp node) {
      Lanes pointers = lanesOf(node.src(0));
      if (pointers.nodes.length == 1) {
        return elementwise(node);
      }
      int n = pointers.nodes.length;
      List<UOp> operands = new ArrayList<>();
      operands.add(pointerVector(pointers.nodes));
      node.srcFrom(1).forEach(order -> operands.add(single(order)));
      UOp all = UOp.of(Op.LOAD, node.dtype().vector(n), node.arg(), operands);
      UOp[] nodes = new UOp[n];
      for (int i = 0; i < n; i++) {
        nodes[i] = all.lane(i);
      }
      return new Lanes(pointers.axes, nodes);
    }

    private static UOp pointerVector(UOp[] pointers) {
      return UOp.of(
          Op.VECTORIZE,
          pointers[0].dtype().pointers(pointers.length),
          Arg.None.NONE,
          List.of(pointers));
    }

    private Lanes store(UOp node) {
      List<LaneAxis> axes = LaneMap.union(lanesOf(node.src(0)).axes, lanesOf(node.src(1)).axes);
      UOp[] pointers = at(axes, node.src(0));
      UOp[] values = at(axes, node.src(1));
      List<UOp> loops =
          Ranges.closedBy(node).stream().filter(r -> !Ranges.isLane(r)).map(this::single).toList();
      boolean one = pointers.length == 1;
      return Lanes.single(
          (one ? pointers[0] : pointerVector(pointers))
              .store(one ? values[0] : vector(values, 0, values.length), loops));
    }
  }
}
