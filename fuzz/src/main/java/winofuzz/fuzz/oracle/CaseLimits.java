package winofuzz.fuzz.oracle;

import java.time.Duration;

/**
 * What one case may take.
 *
 * @param time from its beginning to its last verdict
 * @param bytes of memory that it allocates in all, whether or not at one time
 */
public record CaseLimits(Duration time, long bytes) {
  /** Far more than any case of a campaign takes, on a machine that does other things as well. */
  public static final CaseLimits USUAL = new CaseLimits(Duration.ofMinutes(2), 64L << 30);
}
