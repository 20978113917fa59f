package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/** What lowering asks of RANGEs. */
final class KernelRanges {
  private static final OpSet RANGES = OpSet.of(Op.RANGE);

  private KernelRanges() {}

  /** Returns the ranges that a REDUCE or STORE closes, in order, each once. */
  static List<UOp> closedBy(UOp node) {
    Set<UOp> result = new LinkedHashSet<>();
    for (UOp operand : node.srcFrom(node.op().closedRangesStart())) {
      if (operand.is(Op.RANGE)) {
        result.add(operand);
      } else {
        result.addAll(allIn(operand));
      }
    }
    return List.copyOf(result);
  }

  /** All ranges of a graph, operands before users. */
  static List<UOp> allIn(UOp node) {
    return node.toposort(RANGES);
  }

  /** Whether the points of a range are enumerated by the launch. */
  static boolean isLaunched(UOp range) {
    return switch (range.axis().type()) {
      case GLOBAL, WARP, LOCAL, GROUP_REDUCE -> true;
      case LOOP, REDUCE, UPCAST, UNROLL -> false;
    };
  }

  /** Whether the points of a range are the threads of one threadgroup. */
  static boolean isThread(UOp range) {
    return isLaunched(range) && range.axis().type() != AxisType.GLOBAL;
  }

  /** Whether the points of a range are computed side by side by one thread. */
  static boolean isLane(UOp range) {
    return switch (range.axis().type()) {
      case UPCAST, UNROLL -> true;
      case GLOBAL, WARP, LOCAL, GROUP_REDUCE, LOOP, REDUCE -> false;
    };
  }

  /** Returns the lane axis that a range of type UPCAST or UNROLL becomes. */
  static Arg.LaneAxis laneAxis(UOp range) {
    return new Arg.LaneAxis(range.axis().id().getFirst(), extent(range));
  }

  /** Returns how many points a range has. */
  static int extent(UOp range) {
    return Math.toIntExact(range.max() + 1);
  }

  /** Returns the position of a point in row-major order of the ranges' extents. */
  static UOp rowMajor(List<UOp> ranges, List<UOp> point) {
    List<UOp> terms = new ArrayList<>();
    long stride = 1;
    for (int i = ranges.size() - 1; i >= 0; i--) {
      terms.add(stride == 1 ? point.get(i) : point.get(i).times(stride));
      stride *= extent(ranges.get(i));
    }
    return terms.reversed().stream().reduce(UOp::plus).orElse(UOp.index(0));
  }

  /** Returns the smallest number above all ids of a graph's ranges. */
  static int nextId(UOp kernel) {
    int next = 0;
    for (UOp range : allIn(kernel)) {
      next = Math.max(next, range.axis().id().getFirst() + 1);
    }
    return next;
  }
}
