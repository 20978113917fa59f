package winofuzz.metal.sim.lanes;

/**
 * Floats to 32-bit integers, toward zero; what does not fit gives the nearest value there is, NaN
 * 0.
 */
public enum FloatToIntConversion {
  FLOAT_TO_INT {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (int) a[i];
      }
    }
  },
  FLOAT_TO_UINT {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toUnsignedInt(a[i]);
      }
    }
  },
  BITS {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.floatToRawIntBits(a[i]);
      }
    }
  },
  HALF_BITS {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.floatToFloat16(a[i]) & 0xffff;
      }
    }
  },
  HALF_BITS_SIGNED {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.floatToFloat16(a[i]);
      }
    }
  },
  BFLOAT_BITS {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.floatToRawIntBits(a[i]) >>> 16;
      }
    }
  },
  BFLOAT_BITS_SIGNED {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.floatToRawIntBits(a[i]) >> 16;
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(int[] d, float[] a, int n);
}
