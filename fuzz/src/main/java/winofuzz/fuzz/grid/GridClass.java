package winofuzz.fuzz.grid;

import java.util.Locale;

/** How two launches compare, from alike to unlike. */
public enum GridClass {
  /** The same extents on the same dimensions, and as far as is known of the same axes. */
  SAME,
  /** The same extents on the same dimensions, of other axes: tiles here, positions there. */
  OTHER_AXES,
  /** The same extents, on other dimensions. */
  PERMUTED,
  /** As many threads, divided otherwise among the dimensions. */
  SPLIT,
  /** Another number of threads, or of kernels. */
  DIFFERENT;

  /** The name in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
