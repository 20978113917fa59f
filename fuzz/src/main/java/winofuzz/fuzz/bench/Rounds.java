package winofuzz.fuzz.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param least rounds, after one that warms up
 * @param most rounds, where the least leave a verdict undecided
 * @param sample how long the launches of one kernel in one round take together, at least
 * @param launches of one kernel in one round, at most
 */
public record Rounds(int least, int most, Duration sample, int launches) {
  /** The usual numbers. */
  public static final Rounds USUAL = new Rounds(20, 60, Duration.ofMillis(2), 200);

  /** Returns these with another least number of rounds; the most are three times that. */
  public Rounds withLeast(int other) {
    return new Rounds(other, Math.multiplyExact(other, 3), sample, launches);
  }

  /** Returns how many launches of a kernel make a sample. */
  int launches(Duration one) {
    long needed = Math.ceilDiv(sample.toNanos(), Math.max(1, one.toNanos()));
    return Math.clamp(needed, 1, launches);
  }
}
