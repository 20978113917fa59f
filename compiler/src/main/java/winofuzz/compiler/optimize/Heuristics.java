package winofuzz.compiler.optimize;

import java.util.List;
import winofuzz.ir.InvalidGraphException;

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
    if (!start.hasPlainLoads()) {
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
}
