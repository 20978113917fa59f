package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.List;

/**
 * Small axes that choose between values go into lanes, where each choice is made at compile time:
 * for Winograd, the positions within a tile.
 */
final class MaskedUpcast implements Heuristic {
  private static final int SMALL = 7;
  private static final int MOST = 49;

  @Override
  public Outcome apply(KernelSchedule schedule) throws RefusedException {
    List<Integer> chosen = new ArrayList<>();
    for (int axis : schedule.upcastable()) {
      int size = schedule.size(axis);
      if (size <= SMALL
          && schedule.isMask(schedule.axis(axis))
          && schedule.product(chosen) * size <= MOST) {
        chosen.add(axis);
      }
    }
    KernelSchedule result = schedule;
    for (int axis : chosen.reversed()) {
      result = result.apply(Opt.upcast(axis, 0));
    }
    return Outcome.next(result);
  }
}
