package winofuzz.compiler.optimize;

/** One decision in scheduling a kernel. */
@FunctionalInterface
interface Heuristic {

  /** Returns what it came to; refusal of an option that it took for granted is passed on. */
  Outcome apply(KernelSchedule schedule) throws RefusedException;

  /**
   * What a decision came to.
   *
   * @param schedule with the decision applied, or as it was
   * @param isFinal whether no further decision is to be made
   */
  record Outcome(KernelSchedule schedule, boolean isFinal) {
    static Outcome next(KernelSchedule schedule) {
      return new Outcome(schedule, false);
    }

    static Outcome last(KernelSchedule schedule) {
      return new Outcome(schedule, true);
    }
  }
}
