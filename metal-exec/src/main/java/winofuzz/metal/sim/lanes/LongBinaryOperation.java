package winofuzz.metal.sim.lanes;

/** Elementwise operations on 64-bit integers; arithmetic wraps. */
public enum LongBinaryOperation {
  ADD {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] + b[i];
      }
    }
  },
  SUBTRACT {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] - b[i];
      }
    }
  },
  MULTIPLY {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] * b[i];
      }
    }
  },
  AND {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] & b[i];
      }
    }
  },
  OR {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] | b[i];
      }
    }
  },
  XOR {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] ^ b[i];
      }
    }
  },
  MINIMUM {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.min(a[i], b[i]);
      }
    }
  },
  MAXIMUM {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.max(a[i], b[i]);
      }
    }
  },
  MINIMUM_UNSIGNED {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.minimumUnsigned(a[i], b[i]);
      }
    }
  },
  MAXIMUM_UNSIGNED {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.maximumUnsigned(a[i], b[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(long[] d, long[] a, long[] b, int n);
}
