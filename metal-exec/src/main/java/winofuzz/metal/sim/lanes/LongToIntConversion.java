package winofuzz.metal.sim.lanes;

/** 64-bit integers to 32-bit ones. */
public enum LongToIntConversion {
  LOW_BITS {
    @Override
    public void apply(int[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (int) a[i];
      }
    }
  },
  TO_BOOL {
    @Override
    public void apply(int[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] != 0 ? 1 : 0;
      }
    }
  },
  /** For indices and shift counts. */
  SATURATED {
    @Override
    public void apply(int[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.saturated(a[i]);
      }
    }
  },
  SATURATED_UNSIGNED {
    @Override
    public void apply(int[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] < 0 ? Integer.MAX_VALUE : IntMath.saturated(a[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(int[] d, long[] a, int n);
}
