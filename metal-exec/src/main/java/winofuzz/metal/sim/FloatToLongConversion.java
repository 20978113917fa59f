package winofuzz.metal.sim;

/**
 * Floats to 64-bit integers, toward zero; what does not fit gives the nearest value there is, NaN
 * 0.
 */
enum FloatToLongConversion {
  FLOAT_TO_LONG {
    @Override
    void apply(long[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (long) a[i];
      }
    }
  },
  FLOAT_TO_ULONG {
    @Override
    void apply(long[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toUnsignedLong(a[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  abstract void apply(long[] d, float[] a, int n);
}
