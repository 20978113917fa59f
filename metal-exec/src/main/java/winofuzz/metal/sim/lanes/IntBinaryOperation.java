package winofuzz.metal.sim.lanes;

/**
 * Elementwise operations on 32-bit integers; arithmetic wraps, shift counts are taken modulo 32.
 */
public enum IntBinaryOperation {
  ADD {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] + b[i];
      }
    }
  },
  SUBTRACT {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] - b[i];
      }
    }
  },
  MULTIPLY {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] * b[i];
      }
    }
  },
  AND {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] & b[i];
      }
    }
  },
  OR {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] | b[i];
      }
    }
  },
  XOR {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] ^ b[i];
      }
    }
  },
  SHIFT_LEFT {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] << b[i];
      }
    }
  },
  SHIFT_RIGHT {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] >> b[i];
      }
    }
  },
  SHIFT_RIGHT_UNSIGNED {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] >>> b[i];
      }
    }
  },
  MINIMUM {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.min(a[i], b[i]);
      }
    }
  },
  MAXIMUM {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.max(a[i], b[i]);
      }
    }
  },
  MINIMUM_UNSIGNED {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.minimumUnsigned(a[i], b[i]);
      }
    }
  },
  MAXIMUM_UNSIGNED {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.maximumUnsigned(a[i], b[i]);
      }
    }
  },
  EQUAL {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.equal(a[i], b[i]);
      }
    }
  },
  NOT_EQUAL {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.equal(a[i], b[i]) ^ 1;
      }
    }
  },
  LESS {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.less(a[i], b[i]);
      }
    }
  },
  LESS_EQUAL {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.less(b[i], a[i]) ^ 1;
      }
    }
  },
  LESS_UNSIGNED {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.less(a[i] + Integer.MIN_VALUE, b[i] + Integer.MIN_VALUE);
      }
    }
  },
  LESS_EQUAL_UNSIGNED {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.less(b[i] + Integer.MIN_VALUE, a[i] + Integer.MIN_VALUE) ^ 1;
      }
    }
  },
  /** For indices into memory: beyond the range stays beyond it. */
  ADD_SATURATING {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.saturated((long) a[i] + b[i]);
      }
    }
  },
  MULTIPLY_SATURATING {
    @Override
    public void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.saturated((long) a[i] * b[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(int[] d, int[] a, int[] b, int n);
}
