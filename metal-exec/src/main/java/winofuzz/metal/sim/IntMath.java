package winofuzz.metal.sim;

/** Integer functions on one lane. */
final class IntMath {

  private IntMath() {}

  static int minimumUnsigned(int a, int b) {
    return Integer.compareUnsigned(a, b) < 0 ? a : b;
  }

  static int maximumUnsigned(int a, int b) {
    return Integer.compareUnsigned(a, b) > 0 ? a : b;
  }

  static long minimumUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? a : b;
  }

  static long maximumUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) > 0 ? a : b;
  }

  /** The int nearest to a long. */
  static int saturated(long a) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(a, Integer.MAX_VALUE));
  }
}
