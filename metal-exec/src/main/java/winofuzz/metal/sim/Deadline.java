package winofuzz.metal.sim;

import java.util.function.LongSupplier;

/** When a run's time is up. */
final class Deadline {

  /** Thrown through the running instructions; the device turns it into an outcome. */
  static final class Passed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Passed() {
      super("the run's time is up", null, false, false);
    }
  }

  private final LongSupplier nanoClock;
  private final long end;

  Deadline(LongSupplier nanoClock, long nanosFromNow) {
    this.nanoClock = nanoClock;
    this.end = nanoClock.getAsLong() + nanosFromNow;
  }

  void check() {
    if (nanoClock.getAsLong() - end > 0) {
      throw new Passed();
    }
  }
}
