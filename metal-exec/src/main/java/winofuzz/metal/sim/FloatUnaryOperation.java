package winofuzz.metal.sim;

/** Elementwise operations on one float operand. Functions are computed in double and rounded. */
enum FloatUnaryOperation {
  NEGATE {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = -a[i];
      }
    }
  },
  ABSOLUTE {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.abs(a[i]);
      }
    }
  },
  SQUARE_ROOT {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) Math.sqrt(a[i]);
      }
    }
  },
  RECIPROCAL_ROOT {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) (1 / Math.sqrt(a[i]));
      }
    }
  },
  ROUND_TO_HALF {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.float16ToFloat(Float.floatToFloat16(a[i]));
      }
    }
  },
  ROUND_TO_BFLOAT {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toBfloat(a[i]);
      }
    }
  },
  FLUSH_DENORMAL {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.flush(a[i], Float.MIN_NORMAL);
      }
    }
  },
  FLUSH_HALF_DENORMAL {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.flush(a[i], 0x1p-14f);
      }
    }
  },
  EXP {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.exp(a[i]);
      }
    }
  },
  EXP2 {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.exp2(a[i]);
      }
    }
  },
  EXP10 {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.exp10(a[i]);
      }
    }
  },
  LOG {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.log(a[i]);
      }
    }
  },
  LOG2 {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.log2(a[i]);
      }
    }
  },
  LOG10 {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.log10(a[i]);
      }
    }
  },
  SIN {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.sin(a[i]);
      }
    }
  },
  COS {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.cos(a[i]);
      }
    }
  },
  TAN {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.tan(a[i]);
      }
    }
  },
  SINPI {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.sinpi(a[i]);
      }
    }
  },
  COSPI {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.cospi(a[i]);
      }
    }
  },
  ASIN {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.asin(a[i]);
      }
    }
  },
  ACOS {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.acos(a[i]);
      }
    }
  },
  ATAN {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.atan(a[i]);
      }
    }
  },
  SINH {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.sinh(a[i]);
      }
    }
  },
  COSH {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.cosh(a[i]);
      }
    }
  },
  TANH {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.tanh(a[i]);
      }
    }
  },
  ASINH {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.asinh(a[i]);
      }
    }
  },
  ACOSH {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.acosh(a[i]);
      }
    }
  },
  ATANH {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.atanh(a[i]);
      }
    }
  },
  FLOOR {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) Math.floor(a[i]);
      }
    }
  },
  CEIL {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) Math.ceil(a[i]);
      }
    }
  },
  ROUND_EVEN {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) Math.rint(a[i]);
      }
    }
  },
  /** Ties away from zero. */
  ROUND {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.roundAway(a[i]);
      }
    }
  },
  TRUNCATE {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.truncate(a[i]);
      }
    }
  },
  FRACTION {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.fraction(a[i]);
      }
    }
  },
  SIGN {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.sign(a[i]);
      }
    }
  },
  SATURATE {
    @Override
    void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.saturate(a[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  abstract void apply(float[] d, float[] a, int n);
}
