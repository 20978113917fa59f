package winofuzz.compiler.lower;

import java.util.List;
import winofuzz.ir.Arg.LaneAxis;
import winofuzz.ir.UOp;

/** What a node has become: a node for each lane, along axes in order of id. */
final class Lanes {
  private final List<LaneAxis> axes;
  private final UOp[] nodes;

  /** The nodes are not copied. */
  Lanes(List<LaneAxis> axes, UOp[] nodes) {
    this.axes = axes;
    this.nodes = nodes;
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
    return nodes[lane];
  }

  /** The only lane. */
  UOp single() {
    if (nodes.length != 1) {
      throw new AssertionError("expected a node without lanes, found " + axes + ": " + nodes[0]);
    }
    return nodes[0];
  }
}
