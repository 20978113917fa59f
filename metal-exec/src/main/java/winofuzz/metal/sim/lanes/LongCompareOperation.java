package winofuzz.metal.sim.lanes;

/** Comparisons of 64-bit integers: 1 where they hold, 0 elsewhere. */
public enum LongCompareOperation {
  EQUAL {
    @Override
    public void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] == b[i] ? 1 : 0;
      }
    }
  },
  NOT_EQUAL {
    @Override
    public void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] != b[i] ? 1 : 0;
      }
    }
  },
  LESS {
    @Override
    public void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] < b[i] ? 1 : 0;
      }
    }
  },
  LESS_EQUAL {
    @Override
    public void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] <= b[i] ? 1 : 0;
      }
    }
  },
  LESS_UNSIGNED {
    @Override
    public void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Long.compareUnsigned(a[i], b[i]) < 0 ? 1 : 0;
      }
    }
  },
  LESS_EQUAL_UNSIGNED {
    @Override
    public void apply(int[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Long.compareUnsigned(a[i], b[i]) <= 0 ? 1 : 0;
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(int[] d, long[] a, long[] b, int n);
}
