package winofuzz.metal.sim;

/** Arithmetic on masks: 1 or 0 a lane. Each function gives the number of lanes in its result. */
final class Masks {

  private Masks() {}

  /** {@code result = outer & condition}. */
  static int and(int[] result, int[] outer, int[] condition, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      int bit = outer[i] & condition[i];
      result[i] = bit;
      count += bit;
    }
    return count;
  }

  /** {@code result = outer & ~taken}. */
  static int without(int[] result, int[] outer, int[] taken, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      int bit = outer[i] & (taken[i] ^ 1);
      result[i] = bit;
      count += bit;
    }
    return count;
  }

  /** {@code result = a | b}. */
  static int or(int[] result, int[] a, int[] b, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      int bit = a[i] | b[i];
      result[i] = bit;
      count += bit;
    }
    return count;
  }

  static void copy(int[] result, int[] from, int n) {
    System.arraycopy(from, 0, result, 0, n);
  }
}
