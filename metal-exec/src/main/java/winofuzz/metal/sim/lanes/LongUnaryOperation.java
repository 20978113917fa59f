package winofuzz.metal.sim.lanes;

/** Elementwise operations on one 64-bit integer. */
public enum LongUnaryOperation {
  NEGATE {
    @Override
    public void apply(long[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = -a[i];
      }
    }
  },
  COMPLEMENT {
    @Override
    public void apply(long[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = ~a[i];
      }
    }
  },
  ABSOLUTE {
    @Override
    public void apply(long[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.abs(a[i]);
      }
    }
  },
  POPULATION_COUNT {
    @Override
    public void apply(long[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Long.bitCount(a[i]);
      }
    }
  },
  LEADING_ZEROS {
    @Override
    public void apply(long[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Long.numberOfLeadingZeros(a[i]);
      }
    }
  },
  TRAILING_ZEROS {
    @Override
    public void apply(long[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Long.numberOfTrailingZeros(a[i]);
      }
    }
  },
  REVERSE_BITS {
    @Override
    public void apply(long[] d, long[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Long.reverse(a[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(long[] d, long[] a, int n);
}
