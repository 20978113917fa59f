package winofuzz.compiler.optimize;

import java.util.EnumSet;
import java.util.Set;
import winofuzz.ir.AxisType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** PADTO: an axis grows to a multiple of some size; beyond its old size nothing is accessed. */
final class PadOption {
  /**
   * Operations that may give something other than zero, or nothing at all, on a padding of zeros.
   */
  private static final Set<Op> UNSAFE = EnumSet.of(Op.RECIP, Op.LOG2, Op.EXP2, Op.IDIV, Op.POW);

  private PadOption() {}

  /**
   * Refuses an axis that does not exist, is in lanes or unrolled, or would grow fourfold, and a
   * reduction that zeros could change.
   */
  static KernelSchedule apply(KernelSchedule schedule, Opt.PadTo option) throws RefusedException {
    return schedule.with(padded(schedule, option)).with(option);
  }

  /** Returns the padded graph. */
  static UOp padded(KernelSchedule schedule, Opt.PadTo option) throws RefusedException {
    if (option.axis() < 0 || option.axis() >= schedule.axes().size()) {
      throw new RefusedException(
          option, "expected one of " + schedule.axes().size() + " axes, found " + option.axis());
    }
    UOp range = schedule.axis(option.axis());
    if (ScheduleRanges.type(range) == AxisType.UPCAST
        || ScheduleRanges.type(range) == AxisType.UNROLL) {
      throw new RefusedException(option, "expected no lanes, found " + ScheduleRanges.type(range));
    }
    boolean reduces =
        ScheduleRanges.type(range) == AxisType.REDUCE
            || ScheduleRanges.type(range) == AxisType.GROUP_REDUCE;
    if (reduces && schedule.reduction().isPresent()) {
      checkZerosAreNeutral(option, schedule.reduction().get());
    }
    int size = ScheduleRanges.size(range);
    int newSize = Math.ceilDiv(size, option.multiple()) * option.multiple();
    if (size <= newSize / 4) {
      throw new RefusedException(
          option, "expected less than four times the work, found " + size + " to " + newSize);
    }
    return grow(schedule.sink(), range, newSize);
  }

  private static void checkZerosAreNeutral(Opt option, UOp reduce) throws RefusedException {
    if (!reduce.arg().equals(new winofuzz.ir.Arg.Fold(Op.ADD))) {
      throw new RefusedException(option, "expected a sum, found " + reduce.arg());
    }
    for (UOp node : reduce.toposort()) {
      if (UNSAFE.contains(node.op())) {
        throw new RefusedException(option, "expected a sum that zeros keep, found " + node.op());
      }
    }
  }

  private static UOp grow(UOp sink, UOp range, int newSize) {
    UOp grown = range.withSrc(UOp.index(newSize));
    UOp inside = grown.lessThan(ScheduleRanges.size(range));
    return GraphMap.map(
        sink,
        (node, copy) -> {
          if (node == range) {
            return grown;
          }
          boolean gated = node.is(Op.INDEX) && node.src(1).indexPart().toposort().contains(range);
          return gated ? gate(copy, inside) : copy;
        });
  }

  private static UOp gate(UOp access, UOp condition) {
    UOp index = access.src(1);
    UOp both = condition.and(index.validPart());
    return access.withSrc(access.src(0), both.where(index.indexPart(), UOp.invalid(1)));
  }
}
