package winofuzz.compiler.optimize;

import java.util.List;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.Op;

/**
 * The hand-written scheduling decisions, in the order in which they are made.
 *
 * <p>A rule of thumb each; together they are the reference compiler's defaults.
 */
public final class Heuristics {
  static final List<Heuristic> IN_ORDER =
      List.of(
          new MatrixUnits(),
          new MatrixVector(),
          new GroupedReduction(),
          new MaskedUpcast(),
          new StrideRankedUpcast(),
          new UnrolledReduction(),
          new DefaultUpcast(),
          new LocalAxes());

  private Heuristics() {}

  /** Schedules a kernel; a decision that cannot be carried out is a broken kernel. */
  public static KernelSchedule apply(KernelSchedule start) {
    KernelSchedule schedule = start;
    if (!hasPlainLoads(start)) {
      return schedule;
    }
    for (Heuristic heuristic : IN_ORDER) {
      try {
        Heuristic.Outcome outcome = heuristic.apply(schedule);
        schedule = outcome.schedule();
        if (outcome.isFinal()) {
          return schedule;
        }
      } catch (RefusedException refused) {
        throw new InvalidGraphException("scheduling " + start.name() + ": " + refused.getMessage());
      }
    }
    return schedule;
  }

  /** Whether no load waits for a store: such kernels are already made of several blocks. */
  private static boolean hasPlainLoads(KernelSchedule schedule) {
    return schedule.sink().toposort().stream().noneMatch(u -> u.is(Op.LOAD) && u.arity() > 1);
  }
}
