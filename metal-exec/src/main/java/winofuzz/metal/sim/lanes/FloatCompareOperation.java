package winofuzz.metal.sim.lanes;

/** Comparisons of floats: 1 where they hold, 0 elsewhere; every one but NOT_EQUAL is 0 on a NaN. */
public enum FloatCompareOperation {
  LESS {
    @Override
    public void apply(int[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] < b[i] ? 1 : 0;
      }
    }
  },
  LESS_EQUAL {
    @Override
    public void apply(int[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] <= b[i] ? 1 : 0;
      }
    }
  },
  EQUAL {
    @Override
    public void apply(int[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] == b[i] ? 1 : 0;
      }
    }
  },
  NOT_EQUAL {
    @Override
    public void apply(int[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] != b[i] ? 1 : 0;
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(int[] d, float[] a, float[] b, int n);
}
