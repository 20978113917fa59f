package winofuzz.fuzz.oracle;

import java.time.Duration;

/**
 * What judging one case may cost.
 *
 * @param work units of {@link winofuzz.work.Work}; whether a case comes to this limit depends on
 *     the case alone
 * @param time from the beginning to the last verdict: the last net, for work that is not counted
 */
public record CaseLimits(long work, Duration time) {
  /**
   * The work that is usually allowed: 30 times the most that one of the first 1500 cases of seed 1
   * costs, which is 324 million units (the median is 15 million, the 99th percentile 138 million).
   * It takes less than a minute on an idle machine, so that the clock does not come first on a busy
   * one.
   */
  public static final long USUAL_WORK = 10_000_000_000L;

  /** Whoever asks waits as long as it takes. */
  public static final CaseLimits NONE =
      new CaseLimits(Long.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE));

  /** Far more than any case of a campaign costs. */
  public static final CaseLimits USUAL = new CaseLimits(USUAL_WORK, Duration.ofMinutes(10));
}
