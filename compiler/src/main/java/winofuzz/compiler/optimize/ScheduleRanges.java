package winofuzz.compiler.optimize;

import java.util.List;
import winofuzz.ir.AxisType;
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/** What a RANGE says of itself, in the terms of scheduling. */
final class ScheduleRanges {
  private static final OpSet RANGES = OpSet.of(Op.RANGE);

  private ScheduleRanges() {}

  /** Returns how many values it takes. */
  static int size(UOp range) {
    return Math.toIntExact(range.max() + 1);
  }

  static AxisType type(UOp range) {
    return range.axis().type();
  }

  /** Returns the number of a range, the first where it has several. */
  static int number(UOp range) {
    return range.axis().id().getFirst();
  }

  static boolean isReduction(UOp range) {
    return switch (type(range)) {
      case REDUCE, GROUP_REDUCE, UNROLL -> true;
      case GLOBAL, WARP, LOCAL, LOOP, UPCAST -> false;
    };
  }

  /** Returns the same range with its size divided by an amount that divides it. */
  static UOp divided(UOp range, int amount) {
    return range.withSrc(UOp.index(size(range) / amount));
  }

  /** Returns the ranges that are, or that occur in, some values, in order of first use. */
  static List<UOp> in(List<UOp> values) {
    return UOp.sink(values).toposort(RANGES);
  }
}
