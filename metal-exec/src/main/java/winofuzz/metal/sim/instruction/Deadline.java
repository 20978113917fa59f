package winofuzz.metal.sim.instruction;

import java.util.function.LongSupplier;

/** The time at which a run must end. */
public final class Deadline {

  /** Thrown through the running instructions; the device turns it into an outcome. */
  public static final class Passed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Passed() {
      super("the run's time is up", null, false, false);
    }
  }

  private final LongSupplier nanoClock;
  private final long end;

  public Deadline(LongSupplier nanoClock, long nanosFromNow) {
    this.nanoClock = nanoClock;
    this.end = nanoClock.getAsLong() + nanosFromNow;
  }

  public void check() {
    if (nanoClock.getAsLong() - end > 0) {
      throw new Passed();
    }
  }
}
