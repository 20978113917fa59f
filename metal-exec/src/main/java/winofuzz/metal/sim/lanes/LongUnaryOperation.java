package winofuzz.metal.sim.lanes;

/** Elementwise operations on one 64-bit integer. */
public enum LongUnaryOperation {
  NEGATE {
    @Override
    public void apply(long[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = -a[i];
      }
    }
  },
  COMPLEMENT {
    @Override
    public void apply(long[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = ~a[i];
      }
    }
  },
  ABSOLUTE {
    @Override
    public void apply(long[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.abs(a[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(long[] d, long[] a, int n);
}
