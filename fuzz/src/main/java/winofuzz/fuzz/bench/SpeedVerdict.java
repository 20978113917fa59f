package winofuzz.fuzz.bench;

import java.util.Locale;

/** How a time compares with the one that it is held against. */
public enum SpeedVerdict {
  /** It takes no more than the threshold allows; the whole interval says so. */
  WITHIN,
  /** It takes more; the whole interval says so. */
  SLOWER,
  /** The interval has the threshold in it: more rounds or a quieter machine would tell. */
  UNDECIDED;

  /**
   * Returns the verdict on a ratio.
   *
   * @param threshold how much more than the reference is allowed, such as 0.2
   */
  public static SpeedVerdict of(Ratio ratio, double threshold) {
    double most = 1 + threshold;
    return ratio.high() <= most ? WITHIN : ratio.low() > most ? SLOWER : UNDECIDED;
  }

  /** The name in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
