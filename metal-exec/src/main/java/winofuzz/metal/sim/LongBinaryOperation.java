package winofuzz.metal.sim;

/** Elementwise operations on 64-bit integers; arithmetic wraps. */
enum LongBinaryOperation {
  ADD {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] + b[i];
      }
    }
  },
  SUBTRACT {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] - b[i];
      }
    }
  },
  MULTIPLY {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] * b[i];
      }
    }
  },
  AND {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] & b[i];
      }
    }
  },
  OR {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] | b[i];
      }
    }
  },
  XOR {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] ^ b[i];
      }
    }
  },
  MINIMUM {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.min(a[i], b[i]);
      }
    }
  },
  MAXIMUM {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.max(a[i], b[i]);
      }
    }
  },
  MINIMUM_UNSIGNED {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.minimumUnsigned(a[i], b[i]);
      }
    }
  },
  MAXIMUM_UNSIGNED {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.maximumUnsigned(a[i], b[i]);
      }
    }
  },
  MULTIPLY_HIGH {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.multiplyHigh(a[i], b[i]);
      }
    }
  },
  MULTIPLY_HIGH_UNSIGNED {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.unsignedMultiplyHigh(a[i], b[i]);
      }
    }
  },
  ROTATE_LEFT {
    @Override
    void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Long.rotateLeft(a[i], (int) b[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  abstract void apply(long[] d, long[] a, long[] b, int n);
}
