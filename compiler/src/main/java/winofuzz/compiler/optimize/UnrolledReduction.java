package winofuzz.compiler.optimize;

import java.util.List;

/**
 * Unrolls the last reduction: as a whole if it is small, else by fours. After a very small one,
 * such as the width of a window, the next is unrolled too.
 */
final class UnrolledReduction implements Heuristic {
  private static final int FEW_LANES = 4;
  private static final int TOO_MANY_LANES = 64;
  private static final int SMALL = 32;
  private static final int VERY_SMALL = 3;
  private static final int PART = 4;

  @Override
  public Outcome apply(KernelSchedule schedule) {
    List<Integer> unrollable = schedule.unrollable();
    if (unrollable.isEmpty() || !hasRoom(schedule)) {
      return Outcome.next(schedule);
    }
    int size = schedule.size(unrollable.getLast());
    if (size > SMALL) {
      return Outcome.next(size % PART == 0 ? unrollLast(schedule, PART) : schedule);
    }
    KernelSchedule result = unrollLast(schedule, 0);
    List<Integer> left = result.unrollable();
    if (size <= VERY_SMALL && !left.isEmpty() && result.size(left.getLast()) <= VERY_SMALL) {
      result = unrollLast(result, 0);
    }
    return Outcome.next(result);
  }

  private static boolean hasRoom(KernelSchedule schedule) {
    long lanes = schedule.product(schedule.upcasted());
    boolean isRolled = schedule.axesOf(winofuzz.ir.AxisType.UNROLL).isEmpty();
    return (lanes <= FEW_LANES || isRolled) && lanes < TOO_MANY_LANES;
  }

  private static KernelSchedule unrollLast(KernelSchedule schedule, int amount) {
    try {
      return schedule.apply(Opt.unroll(schedule.unrollable().size() - 1, amount));
    } catch (RefusedException staysRolled) {
      return schedule;
    }
  }
}
