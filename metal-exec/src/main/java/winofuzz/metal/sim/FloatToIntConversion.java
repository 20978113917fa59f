package winofuzz.metal.sim;

/**
 * Floats to 32-bit integers, toward zero; what does not fit gives the nearest value there is, NaN
 * 0.
 */
enum FloatToIntConversion {
  FLOAT_TO_INT {
    @Override
    void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (int) a[i];
      }
    }
  },
  FLOAT_TO_UINT {
    @Override
    void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toUnsignedInt(a[i]);
      }
    }
  },
  BITS {
    @Override
    void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.floatToRawIntBits(a[i]);
      }
    }
  },
  HALF_BITS {
    @Override
    void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.floatToFloat16(a[i]) & 0xffff;
      }
    }
  },
  HALF_BITS_SIGNED {
    @Override
    void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.floatToFloat16(a[i]);
      }
    }
  },
  BFLOAT_BITS {
    @Override
    void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.floatToRawIntBits(a[i]) >>> 16;
      }
    }
  },
  BFLOAT_BITS_SIGNED {
    @Override
    void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.floatToRawIntBits(a[i]) >> 16;
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  abstract void apply(int[] d, float[] a, int n);
}
