package winofuzz.compiler.optimize;

/** Where there is little output, sixteen threads share the first reduction. */
final class GroupedReduction implements Heuristic {
  private static final int LITTLE = 2048;
  private static final int THREADS = 16;

  @Override
  public Outcome apply(KernelSchedule schedule) {
    KernelSchedule result = schedule;
    if (outputElements(schedule) <= LITTLE) {
      try {
        result = schedule.apply(Opt.groupTop(0, THREADS));
      } catch (RefusedException notGrouped) {
        result = schedule;
      }
    }
    return new Outcome(result, result.isGrouped());
  }

  /** Returns how many elements of the output are not yet in lanes. */
  static long outputElements(KernelSchedule schedule) {
    return schedule.product(schedule.upcastable());
  }
}
