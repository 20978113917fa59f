package winofuzz.compiler.lower;

import java.util.List;
import winofuzz.ir.Arg.LaneAxis;
import winofuzz.ir.NodeMap;
import winofuzz.ir.UOp;

/** What the nodes of a kernel have become. */
final class LaneTable {

  /** Makes a copy of a node with other operands. */
  @FunctionalInterface
  interface Maker {
    UOp make(UOp like, UOp[] operands);
  }

  private final NodeMap<Lanes> done = new NodeMap<>();
  private final LaneMap laneMap = new LaneMap();

  void put(UOp node, Lanes lanes) {
    done.put(node, lanes);
  }

  Lanes get(UOp node) {
    Lanes lanes = done.get(node);
    if (lanes == null) {
      throw new AssertionError("not yet expanded: " + node);
    }
    return lanes;
  }

  /** Returns the axes that any of the nodes has lanes along. */
  List<LaneAxis> axes(List<UOp> nodes) {
    List<LaneAxis> axes = List.of();
    for (UOp node : nodes) {
      axes = LaneMap.union(axes, get(node).axes());
    }
    return axes;
  }

  /** Returns the lanes of a node at every point of some axes. */
  UOp[] at(List<LaneAxis> axes, UOp node) {
    Lanes lanes = get(node);
    int[] map = laneMap.map(axes, lanes.axes());
    UOp[] result = new UOp[map.length];
    for (int i = 0; i < map.length; i++) {
      result[i] = lanes.node(map[i]);
    }
    return result;
  }

  /** For every point of some axes, the lane of others. */
  int[] map(List<LaneAxis> from, List<LaneAxis> to) {
    return laneMap.map(from, to);
  }

  /** Returns copies of a node, one for each point of some axes, made when they are asked for. */
  Lanes elementwise(UOp node, List<LaneAxis> axes, Maker maker) {
    int[][] maps = new int[node.arity()][];
    Lanes[] operands = new Lanes[node.arity()];
    for (int k = 0; k < operands.length; k++) {
      operands[k] = get(node.src(k));
      maps[k] = laneMap.map(axes, operands[k].axes());
    }
    return Lanes.onDemand(
        axes,
        lane -> {
          UOp[] at = new UOp[operands.length];
          for (int k = 0; k < at.length; k++) {
            at[k] = operands[k].node(maps[k][lane]);
          }
          return maker.make(node, at);
        });
  }
}
