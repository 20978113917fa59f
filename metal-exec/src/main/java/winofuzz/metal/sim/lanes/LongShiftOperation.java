package winofuzz.metal.sim.lanes;

/** Shifts of 64-bit integers, counts taken modulo 64. */
public enum LongShiftOperation {
  SHIFT_LEFT {
    @Override
    public void apply(long[] d, long[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] << b[i];
      }
    }
  },
  SHIFT_RIGHT {
    @Override
    public void apply(long[] d, long[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] >> b[i];
      }
    }
  },
  SHIFT_RIGHT_UNSIGNED {
    @Override
    public void apply(long[] d, long[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] >>> b[i];
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(long[] d, long[] a, int[] b, int n);
}
