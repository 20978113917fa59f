package winofuzz.metal.sim;

/**
 * Elementwise operations on one 32-bit integer, among them the canonical forms of the narrower
 * types.
 */
enum IntUnaryOperation {
  NEGATE {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = -a[i];
      }
    }
  },
  COMPLEMENT {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = ~a[i];
      }
    }
  },
  /** Of a bool. */
  NOT {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] ^ 1;
      }
    }
  },
  ABSOLUTE {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.abs(a[i]);
      }
    }
  },
  TO_BOOL {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] != 0 ? 1 : 0;
      }
    }
  },
  TO_CHAR {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (byte) a[i];
      }
    }
  },
  TO_UCHAR {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] & 0xff;
      }
    }
  },
  TO_SHORT {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (short) a[i];
      }
    }
  },
  TO_USHORT {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] & 0xffff;
      }
    }
  },
  POPULATION_COUNT {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Integer.bitCount(a[i]);
      }
    }
  },
  LEADING_ZEROS {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Integer.numberOfLeadingZeros(a[i]);
      }
    }
  },
  TRAILING_ZEROS {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Integer.numberOfTrailingZeros(a[i]);
      }
    }
  },
  REVERSE_BITS {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Integer.reverse(a[i]);
      }
    }
  },
  /** An unsigned index, kept beyond every length where it is. */
  INDEX_OF_UNSIGNED {
    @Override
    void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] < 0 ? Integer.MAX_VALUE : a[i];
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  abstract void apply(int[] d, int[] a, int n);
}
