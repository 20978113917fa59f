package winofuzz.metal.sim;

/** Checks of many indices at once. */
final class Addresses {

  private Addresses() {}

  /** Whether every index, moved by a displacement, lies in an array of this length. */
  static boolean allWithin(int[] index, int displacement, int length, int n) {
    int signs = 0;
    int last = length - 1;
    for (int i = 0; i < n; i++) {
      int at = index[i] + displacement;
      signs |= at | (last - at);
    }
    return signs >= 0;
  }
}
