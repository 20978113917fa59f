package winofuzz.metal.sim.instruction;

/**
 * How much a batch may do until a loop in it counts as endless. A step is an instruction on one
 * lane; what an instruction costs besides its lanes counts as some lanes more, so that a budget
 * takes about the same time whatever the number of lanes. What is counted depends on the kernel and
 * its launch alone.
 *
 * @param steps of a batch
 */
public record StepBudget(long steps) {

  /** Some seconds of one core. */
  public static final StepBudget DEFAULT = new StepBudget(1L << 34);

  /** The lanes whose work takes as long as the rest of an instruction. */
  private static final int LANES_OF_OVERHEAD = 64;

  /** A batch that has violated a check gets so much less. */
  private static final int SHARE_AFTER_VIOLATION = 16;

  /** Thrown through the running instructions once an endless loop is reported. */
  public static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("a loop does not end", null, false, false);
    }
  }

  /**
   * Returns how many instructions a batch may execute.
   *
   * @param violated whether a check has reported something
   */
  long instructions(int lanes, boolean violated) {
    return (violated ? steps / SHARE_AFTER_VIOLATION : steps) / (lanes + LANES_OF_OVERHEAD);
  }
}
