package winofuzz.metal.sim;

/**
 * Elementwise operations on 32-bit integers; arithmetic wraps, shift counts are taken modulo 32.
 */
enum IntBinaryOperation {
  ADD {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] + b[i];
      }
    }
  },
  SUBTRACT {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] - b[i];
      }
    }
  },
  MULTIPLY {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] * b[i];
      }
    }
  },
  AND {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] & b[i];
      }
    }
  },
  OR {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] | b[i];
      }
    }
  },
  XOR {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] ^ b[i];
      }
    }
  },
  SHIFT_LEFT {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] << b[i];
      }
    }
  },
  SHIFT_RIGHT {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] >> b[i];
      }
    }
  },
  SHIFT_RIGHT_UNSIGNED {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] >>> b[i];
      }
    }
  },
  MINIMUM {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.min(a[i], b[i]);
      }
    }
  },
  MAXIMUM {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.max(a[i], b[i]);
      }
    }
  },
  MINIMUM_UNSIGNED {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.minimumUnsigned(a[i], b[i]);
      }
    }
  },
  MAXIMUM_UNSIGNED {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.maximumUnsigned(a[i], b[i]);
      }
    }
  },
  MULTIPLY_HIGH {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (int) (((long) a[i] * b[i]) >> 32);
      }
    }
  },
  MULTIPLY_HIGH_UNSIGNED {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (int) (((a[i] & 0xffffffffL) * (b[i] & 0xffffffffL)) >>> 32);
      }
    }
  },
  ROTATE_LEFT {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Integer.rotateLeft(a[i], b[i]);
      }
    }
  },
  EQUAL {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] == b[i] ? 1 : 0;
      }
    }
  },
  NOT_EQUAL {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] != b[i] ? 1 : 0;
      }
    }
  },
  LESS {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] < b[i] ? 1 : 0;
      }
    }
  },
  LESS_EQUAL {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] <= b[i] ? 1 : 0;
      }
    }
  },
  LESS_UNSIGNED {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] + Integer.MIN_VALUE < b[i] + Integer.MIN_VALUE ? 1 : 0;
      }
    }
  },
  LESS_EQUAL_UNSIGNED {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] + Integer.MIN_VALUE <= b[i] + Integer.MIN_VALUE ? 1 : 0;
      }
    }
  },
  /** For indices into memory: beyond the range stays beyond it. */
  ADD_SATURATING {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.saturated((long) a[i] + b[i]);
      }
    }
  },
  MULTIPLY_SATURATING {
    @Override
    void apply(int[] d, int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.saturated((long) a[i] * b[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  abstract void apply(int[] d, int[] a, int[] b, int n);
}
