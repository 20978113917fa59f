package winofuzz.metal.sim.lanes;

/**
 * Floats to 64-bit integers, toward zero; what does not fit gives the nearest value there is, NaN
 * 0.
 */
public enum FloatToLongConversion {
  FLOAT_TO_LONG {
    @Override
    public void apply(long[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (long) a[i];
      }
    }
  },
  FLOAT_TO_ULONG {
    @Override
    public void apply(long[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toUnsignedLong(a[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(long[] d, float[] a, int n);
}
