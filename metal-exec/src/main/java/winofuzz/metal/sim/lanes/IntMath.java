package winofuzz.metal.sim.lanes;

/** Integer functions on one lane. */
public final class IntMath {

  private IntMath() {}

  public static int minimumUnsigned(int a, int b) {
    return Integer.compareUnsigned(a, b) < 0 ? a : b;
  }

  public static int maximumUnsigned(int a, int b) {
    return Integer.compareUnsigned(a, b) > 0 ? a : b;
  }

  public static long minimumUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? a : b;
  }

  public static long maximumUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) > 0 ? a : b;
  }

  /** Returns the int nearest to a long. */
  public static int saturated(long a) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(a, Integer.MAX_VALUE));
  }
}
