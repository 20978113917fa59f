package winofuzz.work;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Counts the work that one case costs and ends it at a limit. How much is counted depends on the
 * case alone, not on the machine, its load or the number of threads.
 *
 * <p>One thread at a time does the work and counts it; any thread may {@linkplain #cancel cancel}
 * it. Whoever does much work counts often, in bulk, so that work which is cancelled ends soon.
 */
public final class WorkMeter {
  /** Counts nothing, has no limit and cannot be cancelled. Any number of threads may use it. */
  public static final WorkMeter NONE = new WorkMeter(Long.MAX_VALUE);

  private long limit;
  private long units;
  private volatile boolean cancelled;

  /**
   * A meter at zero.
   *
   * @param limit units of work that may be done
   */
  public WorkMeter(long limit) {
    this.limit = limit;
  }

  /**
   * Counts work.
   *
   * @throws WorkLimitError if that is more than the limit, or the work was cancelled
   */
  public void spend(Work kind, long amount) {
    spend(amount * kind.weight());
  }

  /**
   * Counts units of work, as work that was counted before takes when it is done again.
   *
   * @throws WorkLimitError if that is more than the limit, or the work was cancelled
   */
  public void spend(long more) {
    if (this == NONE) {
      return;
    }
    units += more;
    if (units > limit || cancelled) {
      throw exhausted();
    }
  }

  /**
   * Does work that may cost so much at most. A meter that counts nothing sets no limit.
   *
   * @param most units of work
   * @return empty where the work came to that limit
   * @throws WorkLimitError if it came to the limit of this meter, or was cancelled
   */
  public <T> Optional<T> within(long most, Supplier<T> work) {
    long outer = limit;
    if (this == NONE || most >= outer - units) {
      return Optional.of(work.get());
    }
    limit = units + most;
    try {
      return Optional.of(work.get());
    } catch (WorkLimitError e) {
      if (e.isCancelled() || units > outer) {
        throw e;
      }
      return Optional.empty();
    } finally {
      limit = outer;
    }
  }

  /** Whether so much more work could be counted, by any thread while none counts. */
  public boolean allows(Work kind, long amount) {
    return !cancelled && amount * kind.weight() <= limit - units;
  }

  /** Ends the work the next time that it is counted. */
  public void cancel() {
    cancelled = true;
  }

  /** Units of all work that was counted. */
  public long units() {
    return units;
  }

  private WorkLimitError exhausted() {
    return units > limit
        ? new WorkLimitError("more than " + limit + " units of work", false)
        : new WorkLimitError("cancelled", true);
  }
}
