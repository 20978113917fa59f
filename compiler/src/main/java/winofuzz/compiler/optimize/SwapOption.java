package winofuzz.compiler.optimize;

import java.util.Map;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.UOp;

/** SWAP: two dimensions of the grid exchange their numbers, and with them their places. */
final class SwapOption {
  private SwapOption() {}

  /** Refuses axes that do not exist or are not dimensions of the grid. */
  static KernelSchedule apply(KernelSchedule schedule, Opt.Swap option) throws RefusedException {
    int axes = schedule.axes().size();
    for (int axis : new int[] {option.axis(), option.other()}) {
      if (axis < 0 || axis >= axes) {
        throw new RefusedException(option, "expected one of " + axes + " axes, found " + axis);
      }
      if (ScheduleRanges.type(schedule.axis(axis)) != AxisType.GLOBAL) {
        throw new RefusedException(
            option, "expected grid axes, found " + ScheduleRanges.type(schedule.axis(axis)));
      }
    }
    UOp one = schedule.axis(option.axis());
    UOp other = schedule.axis(option.other());
    Map<UOp, UOp> exchanged =
        option.axis() == option.other()
            ? Map.of()
            : Map.of(one, numbered(one, other), other, numbered(other, one));
    return schedule.with(GraphMap.replace(schedule.sink(), exchanged)).with(option);
  }

  private static UOp numbered(UOp range, UOp like) {
    Arg.Axis axis = range.axis();
    return range.withArg(
        new Arg.Axis(like.axis().id(), axis.type(), axis.role(), axis.kernelLocal()));
  }
}
