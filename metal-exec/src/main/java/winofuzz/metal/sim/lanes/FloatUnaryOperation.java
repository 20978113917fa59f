package winofuzz.metal.sim.lanes;

/** Elementwise operations on one float operand. Functions are computed in double and rounded. */
public enum FloatUnaryOperation {
  NEGATE {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = -a[i];
      }
    }
  },
  ABSOLUTE {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.abs(a[i]);
      }
    }
  },
  SQUARE_ROOT {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) Math.sqrt(a[i]);
      }
    }
  },
  RECIPROCAL_ROOT {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) (1 / Math.sqrt(a[i]));
      }
    }
  },
  ROUND_TO_HALF {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.float16ToFloat(Float.floatToFloat16(a[i]));
      }
    }
  },
  ROUND_TO_BFLOAT {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.toBfloat(a[i]);
      }
    }
  },
  FLUSH_DENORMAL {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.flush(a[i], Float.MIN_NORMAL);
      }
    }
  },
  FLUSH_HALF_DENORMAL {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.flush(a[i], 0x1p-14f);
      }
    }
  },
  EXP {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.exp(a[i]);
      }
    }
  },
  EXP2 {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.exp2(a[i]);
      }
    }
  },
  EXP10 {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.exp10(a[i]);
      }
    }
  },
  LOG {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.log(a[i]);
      }
    }
  },
  LOG2 {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.log2(a[i]);
      }
    }
  },
  LOG10 {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.log10(a[i]);
      }
    }
  },
  SIN {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.sin(a[i]);
      }
    }
  },
  COS {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.cos(a[i]);
      }
    }
  },
  TAN {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.tan(a[i]);
      }
    }
  },
  SINPI {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.sinpi(a[i]);
      }
    }
  },
  COSPI {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.cospi(a[i]);
      }
    }
  },
  ASIN {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.asin(a[i]);
      }
    }
  },
  ACOS {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.acos(a[i]);
      }
    }
  },
  ATAN {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.atan(a[i]);
      }
    }
  },
  SINH {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.sinh(a[i]);
      }
    }
  },
  COSH {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.cosh(a[i]);
      }
    }
  },
  TANH {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.tanh(a[i]);
      }
    }
  },
  ASINH {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.asinh(a[i]);
      }
    }
  },
  ACOSH {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.acosh(a[i]);
      }
    }
  },
  ATANH {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.atanh(a[i]);
      }
    }
  },
  FLOOR {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) Math.floor(a[i]);
      }
    }
  },
  CEIL {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) Math.ceil(a[i]);
      }
    }
  },
  ROUND_EVEN {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) Math.rint(a[i]);
      }
    }
  },
  /** Ties away from zero. */
  ROUND {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.roundAway(a[i]);
      }
    }
  },
  TRUNCATE {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.truncate(a[i]);
      }
    }
  },
  SIGN {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.sign(a[i]);
      }
    }
  },
  SATURATE {
    @Override
    public void apply(float[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.saturate(a[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(float[] d, float[] a, int n);
}
