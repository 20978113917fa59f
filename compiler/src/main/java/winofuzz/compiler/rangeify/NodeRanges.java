package winofuzz.compiler.rangeify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/**
 * Which ranges each node of a tensor graph is evaluated over, and which nodes are kept in buffers.
 */
final class NodeRanges {

  /**
   * The ranges of one node.
   *
   * @param inputs one index for each axis of its operands
   * @param outputs one index for each axis of its result
   */
  record Of(List<UOp> inputs, List<UOp> outputs) {
    Of {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  private final Map<UOp, Of> ranges = new HashMap<>();
  private final Map<UOp, List<Integer>> kept = new HashMap<>();

  void put(UOp node, Of of) {
    ranges.put(node, of);
  }

  @Nullable Of find(UOp node) {
    return ranges.get(node);
  }

  /** Returns the ranges of a node that has some. */
  Of get(UOp node) {
    Of of = ranges.get(node);
    if (of == null) {
      throw new AssertionError("no ranges for " + node);
    }
    return of;
  }

  /** Keeps a node in a buffer over some of its axes. */
  void keep(UOp node, List<Integer> axes) {
    kept.put(node, List.copyOf(axes));
  }

  /** The axes over which a node is kept, or null where it is not. */
  @Nullable List<Integer> keptAxes(UOp node) {
    return kept.get(node);
  }
}
