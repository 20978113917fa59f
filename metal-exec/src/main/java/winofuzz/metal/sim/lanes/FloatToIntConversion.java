package winofuzz.metal.sim.lanes;

/**
 * Floats to integers of up to 32 bits, toward zero; what does not fit gives the nearest value there
 * is, NaN 0.
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
  FLOAT_TO_CHAR {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.min(Math.max((int) a[i], Byte.MIN_VALUE), Byte.MAX_VALUE);
      }
    }
  },
  FLOAT_TO_UCHAR {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.min(Math.max((int) a[i], 0), 0xff);
      }
    }
  },
  FLOAT_TO_SHORT {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.min(Math.max((int) a[i], Short.MIN_VALUE), Short.MAX_VALUE);
      }
    }
  },
  FLOAT_TO_USHORT {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.min(Math.max((int) a[i], 0), 0xffff);
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
