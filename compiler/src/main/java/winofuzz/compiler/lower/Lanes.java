package winofuzz.compiler.lower;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg.LaneAxis;
import winofuzz.ir.UOp;

/** What a node has become: a node for each lane, along axes in order of id. */
final class Lanes {
  private final List<LaneAxis> axes;
  private final @Nullable UOp[] nodes;
  private final IntFunction<UOp> maker;

  private Lanes(List<LaneAxis> axes, @Nullable UOp[] nodes, IntFunction<UOp> maker) {
    this.axes = axes;
    this.nodes = nodes;
    this.maker = maker;
  }

  /** Makes lanes of nodes; the array is not copied. */
  Lanes(List<LaneAxis> axes, UOp[] nodes) {
    this(axes, nodes, lane -> nodes[lane]);
  }

  /**
   * Lanes that are made when they are first asked for. So the nodes of one lane are made one after
   * the other, while their operands are still in a processor's cache.
   *
   * @param maker makes one lane; it is asked once for each
   */
  static Lanes onDemand(List<LaneAxis> axes, IntFunction<UOp> maker) {
    return new Lanes(axes, new UOp[LaneMap.count(axes)], maker);
  }

  static Lanes single(UOp node) {
    return new Lanes(List.of(), new UOp[] {node});
  }

  List<LaneAxis> axes() {
    return axes;
  }

  int count() {
    return nodes.length;
  }

  UOp node(int lane) {
    UOp known = nodes[lane];
    if (known == null) {
      known = maker.apply(lane);
      nodes[lane] = known;
    }
    return known;
  }

  /** Returns the only lane. */
  UOp single() {
    if (nodes.length != 1) {
      throw new AssertionError("expected a node without lanes, found " + axes);
    }
    return node(0);
  }
}
