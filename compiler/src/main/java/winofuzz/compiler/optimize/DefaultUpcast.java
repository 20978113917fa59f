package winofuzz.compiler.optimize;

import java.util.List;

/** Puts four elements of the last axis into lanes where nothing is in lanes yet. */
final class DefaultUpcast implements Heuristic {
  private static final int LANES = 4;

  @Override
  public Outcome apply(KernelSchedule schedule) throws RefusedException {
    List<Integer> upcastable = schedule.upcastable();
    if (schedule.upcasted().isEmpty()
        && !upcastable.isEmpty()
        && schedule.size(upcastable.getLast()) % LANES == 0) {
      return Outcome.next(schedule.apply(Opt.upcast(upcastable.getLast(), LANES)));
    }
    return Outcome.next(schedule);
  }
}
