package winofuzz.fuzz.oracle;

/**
 * How far two results are apart that need not have the same bits.
 *
 * @param ulps the most, over all elements, in units in the last place
 * @param share the most, over all elements, of what the bounds on rounding allow: at most 1 where
 *     the assertion holds
 */
public record Distance(long ulps, double share) {
  /** Equal bits. */
  public static final Distance NONE = new Distance(0, 0);
}
