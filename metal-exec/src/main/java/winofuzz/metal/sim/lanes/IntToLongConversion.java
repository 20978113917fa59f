package winofuzz.metal.sim.lanes;

/** 32-bit integers to 64-bit ones. */
public enum IntToLongConversion {
  SIGN_EXTENDED {
    @Override
    public void apply(long[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i];
      }
    }
  },
  ZERO_EXTENDED {
    @Override
    public void apply(long[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] & 0xffffffffL;
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(long[] d, int[] a, int n);
}
