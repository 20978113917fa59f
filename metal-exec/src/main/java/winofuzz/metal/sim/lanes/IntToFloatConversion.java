package winofuzz.metal.sim.lanes;

/** 32-bit integers to floating values, rounded once. */
public enum IntToFloatConversion {
  INT_TO_FLOAT {
    @Override
    public void apply(float[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i];
      }
    }
  },
  UINT_TO_FLOAT {
    @Override
    public void apply(float[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] & 0xffffffffL;
      }
    }
  },
  INT_TO_HALF {
    @Override
    public void apply(float[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toHalf((double) a[i]);
      }
    }
  },
  UINT_TO_HALF {
    @Override
    public void apply(float[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toHalf((double) (a[i] & 0xffffffffL));
      }
    }
  },
  INT_TO_BFLOAT {
    @Override
    public void apply(float[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toBfloat((double) a[i]);
      }
    }
  },
  UINT_TO_BFLOAT {
    @Override
    public void apply(float[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toBfloat((double) (a[i] & 0xffffffffL));
      }
    }
  },
  BITS {
    @Override
    public void apply(float[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.intBitsToFloat(a[i]);
      }
    }
  },
  HALF_BITS {
    @Override
    public void apply(float[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.float16ToFloat((short) a[i]);
      }
    }
  },
  BFLOAT_BITS {
    @Override
    public void apply(float[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.intBitsToFloat(a[i] << 16);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(float[] d, int[] a, int n);
}
