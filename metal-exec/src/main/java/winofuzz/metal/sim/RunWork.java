package winofuzz.metal.sim;

import java.util.concurrent.atomic.AtomicLong;
import winofuzz.metal.WorkLimit;

/**
 * The work of one run. How much is counted does not depend on the number of cores: an attempt on
 * several of them is counted apart, and in its place the run in order if the attempt is of no use.
 */
final class RunWork {
  /** Thrown through the running instructions of an attempt that may do no more. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("the run may do no more work", null, false, false);
    }
  }

  private final WorkLimit limit;
  private final AtomicLong attempted = new AtomicLong();

  RunWork(WorkLimit limit) {
    this.limit = limit;
  }

  /** Takes note of operations of the run in order, on the thread that called for it. */
  void spend(long operations) {
    limit.spend(operations);
  }

  /**
   * Takes note of operations of an attempt, on any thread.
   *
   * @throws Exhausted if they are too many for the limit
   */
  void attempt(long operations) {
    if (!limit.allows(attempted.addAndGet(operations))) {
      throw new Exhausted();
    }
  }

  /** Spends what the attempt did, which is the result of the run. */
  void keepAttempt() {
    limit.spend(attempted.get());
  }
}
