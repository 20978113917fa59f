package winofuzz.metal.sim.lanes;

/**
 * ArithmeticLowering on masks: 1 or 0 a lane. Each function gives the number of lanes in its
 * result.
 */
public final class Masks {

  private Masks() {}

  /** {@code result = outer & condition}. */
  public static int and(int[] result, int[] outer, int[] condition, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      int bit = outer[i] & condition[i];
      result[i] = bit;
      count += bit;
    }
    return count;
  }

  /** {@code result = outer & ~taken}. */
  public static int without(int[] result, int[] outer, int[] taken, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      int bit = outer[i] & (taken[i] ^ 1);
      result[i] = bit;
      count += bit;
    }
    return count;
  }

  /** {@code result = a | b}. */
  public static int or(int[] result, int[] a, int[] b, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      int bit = a[i] | b[i];
      result[i] = bit;
      count += bit;
    }
    return count;
  }

  public static void copy(int[] result, int[] from, int n) {
    System.arraycopy(from, 0, result, 0, n);
  }
}
