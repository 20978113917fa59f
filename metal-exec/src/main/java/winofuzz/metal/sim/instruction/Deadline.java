package winofuzz.metal.sim.instruction;

import java.util.function.LongSupplier;

/** The time at which a run must end. */
public final class Deadline {

  /** Thrown through the running instructions; the device turns it into an outcome. */
  public static final class Passed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    Passed(int line) {
      super("the run's time is up", null, false, false);
      this.line = line;
    }

    /** Returns the line of the loop that was running; 0 between batches. */
    public int line() {
      return line;
    }
  }

  private final LongSupplier nanoClock;
  private final long end;

  public Deadline(LongSupplier nanoClock, long nanosFromNow) {
    this.nanoClock = nanoClock;
    this.end = nanoClock.getAsLong() + nanosFromNow;
  }

  /**
   * Ends the run if its time is up.
   *
   * @param line of the loop that runs; 0 between batches
   */
  public void check(int line) {
    if (nanoClock.getAsLong() - end > 0) {
      throw new Passed(line);
    }
  }
}
