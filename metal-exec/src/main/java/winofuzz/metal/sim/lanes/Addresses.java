package winofuzz.metal.sim.lanes;

/** Checks of many indices at once. */
public final class Addresses {

  private Addresses() {}

  /** Returns whether every index, moved by a displacement, lies in an array of this length. */
  public static boolean allWithin(int[] index, int displacement, int length, int n) {
    int signs = 0;
    int last = length - 1;
    for (int i = 0; i < n; i++) {
      int at = index[i] + displacement;
      signs |= at | (last - at);
    }
    return signs >= 0;
  }
}
