package winofuzz.metal.sim.lanes;

/** 64-bit integers to floating values, rounded once. */
public enum LongToFloatConversion {
  LONG_TO_FLOAT {
    @Override
    public void apply(float[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i];
      }
    }
  },
  ULONG_TO_FLOAT {
    @Override
    public void apply(float[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.unsignedToFloat(a[i]);
      }
    }
  },
  LONG_TO_HALF {
    @Override
    public void apply(float[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toHalf(Narrow.toOdd(a[i]));
      }
    }
  },
  ULONG_TO_HALF {
    @Override
    public void apply(float[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toHalf(Narrow.unsignedToOdd(a[i]));
      }
    }
  },
  LONG_TO_BFLOAT {
    @Override
    public void apply(float[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toBfloat(Narrow.toOdd(a[i]));
      }
    }
  },
  ULONG_TO_BFLOAT {
    @Override
    public void apply(float[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toBfloat(Narrow.unsignedToOdd(a[i]));
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(float[] d, long[] a, int n);
}
