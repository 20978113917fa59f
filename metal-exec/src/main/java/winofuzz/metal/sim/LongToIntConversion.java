package winofuzz.metal.sim;

/** 64-bit integers to 32-bit ones. */
enum LongToIntConversion {
  LOW_BITS {
    @Override
    void apply(int[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (int) a[i];
      }
    }
  },
  TO_BOOL {
    @Override
    void apply(int[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] != 0 ? 1 : 0;
      }
    }
  },
  /** For indices and shift counts. */
  SATURATED {
    @Override
    void apply(int[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = IntMath.saturated(a[i]);
      }
    }
  },
  SATURATED_UNSIGNED {
    @Override
    void apply(int[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] < 0 ? Integer.MAX_VALUE : IntMath.saturated(a[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  abstract void apply(int[] d, long[] a, int n);
}
