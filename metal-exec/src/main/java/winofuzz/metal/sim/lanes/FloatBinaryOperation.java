package winofuzz.metal.sim.lanes;

/** Elementwise operations on two float operands, each rounded to float32. */
public enum FloatBinaryOperation {
  ADD {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] + b[i];
      }
    }

    @Override
    public boolean takesNumber() {
      return true;
    }

    @Override
    public void apply(float[] d, float[] a, float b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] + b;
      }
    }
  },
  SUBTRACT {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] - b[i];
      }
    }
  },
  MULTIPLY {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] * b[i];
      }
    }

    @Override
    public boolean takesNumber() {
      return true;
    }

    @Override
    public void apply(float[] d, float[] a, float b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] * b;
      }
    }
  },
  DIVIDE {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] / b[i];
      }
    }
  },
  /** A NaN gives way to a number. */
  MINIMUM {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.minimum(a[i], b[i]);
      }
    }
  },
  /** A NaN gives way to a number. */
  MAXIMUM {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.maximum(a[i], b[i]);
      }
    }
  },
  /** C's fmod, which is exact. */
  REMAINDER {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] % b[i];
      }
    }
  },
  POWER {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.power(a[i], b[i]);
      }
    }
  },
  ARC_TANGENT {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (float) StrictMath.atan2(a[i], b[i]);
      }
    }
  },
  COPY_SIGN {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.copySign(a[i], b[i]);
      }
    }
  },
  POSITIVE_DIFFERENCE {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FloatMath.positiveDifference(a[i], b[i]);
      }
    }
  },
  STEP {
    @Override
    public void apply(float[] d, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = b[i] < a[i] ? 0 : 1;
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(float[] d, float[] a, float[] b, int n);

  /** Returns whether either operand may be one number for all lanes. */
  public boolean takesNumber() {
    return false;
  }

  /** The same with one number for all lanes, whichever operand that is. */
  public void apply(float[] d, float[] a, float b, int n) {
    throw new AssertionError(this + " takes no single number");
  }
}
