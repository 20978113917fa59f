package winofuzz.metal.sim;

/** Comparisons of 64-bit integers: 1 where they hold, 0 elsewhere. */
enum LongCompareOperation {
  EQUAL {
    @Override
    void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] == b[i] ? 1 : 0;
      }
    }
  },
  NOT_EQUAL {
    @Override
    void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] != b[i] ? 1 : 0;
      }
    }
  },
  LESS {
    @Override
    void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] < b[i] ? 1 : 0;
      }
    }
  },
  LESS_EQUAL {
    @Override
    void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] <= b[i] ? 1 : 0;
      }
    }
  },
  LESS_UNSIGNED {
    @Override
    void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Long.compareUnsigned(a[i], b[i]) < 0 ? 1 : 0;
      }
    }
  },
  LESS_EQUAL_UNSIGNED {
    @Override
    void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Long.compareUnsigned(a[i], b[i]) <= 0 ? 1 : 0;
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  abstract void apply(int[] d, long[] a, long[] b, int n);
}
