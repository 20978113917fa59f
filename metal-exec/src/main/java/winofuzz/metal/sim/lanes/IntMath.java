package winofuzz.metal.sim.lanes;

/**
 * Integer functions on one lane. Those that compare compute the result without a branch, as the JVM
 * makes packed instructions of no loop with a branch in it.
 */
public final class IntMath {

  private IntMath() {}

  /** Returns 1 if two integers are equal, and else 0. */
  public static int equal(int a, int b) {
    int difference = a ^ b;
    return ((difference | -difference) >>> 31) ^ 1;
  }

  /** Returns 1 if an integer is less than another, and else 0. */
  public static int less(int a, int b) {
    // The sign of a - b, unless that overflows, which it does only where the signs differ.
    return ((a & ~b) | (~(a ^ b) & (a - b))) >>> 31;
  }

  public static int minimumUnsigned(int a, int b) {
    return Math.min(a + Integer.MIN_VALUE, b + Integer.MIN_VALUE) + Integer.MIN_VALUE;
  }

  public static int maximumUnsigned(int a, int b) {
    return Math.max(a + Integer.MIN_VALUE, b + Integer.MIN_VALUE) + Integer.MIN_VALUE;
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
