package winofuzz.metal.sim.lanes;

/** Choices between two values, lane by lane. */
public final class LaneSelection {

  private LaneSelection() {}

  /** Computes lanes 0 to n of d: those of a where c is not 0, else those of b. */
  public static void select(float[] d, int[] c, float[] a, float[] b, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = c[i] != 0 ? a[i] : b[i];
    }
  }

  /** Computes lanes 0 to n of d: those of a where c is not 0, else those of b. */
  public static void select(int[] d, int[] c, int[] a, int[] b, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = c[i] != 0 ? a[i] : b[i];
    }
  }

  /** Computes lanes 0 to n of d: those of a where c is not 0, else those of b. */
  public static void select(long[] d, int[] c, long[] a, long[] b, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = c[i] != 0 ? a[i] : b[i];
    }
  }
}
