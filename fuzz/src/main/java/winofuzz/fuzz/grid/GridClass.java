package winofuzz.fuzz.grid;

import java.util.Locale;

/** How two launches compare, from alike to unlike. */
public enum GridClass {
  /** The same extents on the same dimensions. */
  SAME,
  /** The same extents, on other dimensions. */
  PERMUTED,
  /** Other extents, or another number of kernels. */
  DIFFERENT;

  /** The name in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
