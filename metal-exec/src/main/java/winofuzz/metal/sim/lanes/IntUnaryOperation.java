package winofuzz.metal.sim.lanes;

/**
 * Elementwise operations on one 32-bit integer, among them the canonical forms of the narrower
 * types.
 */
public enum IntUnaryOperation {
  NEGATE {
    @Override
    public void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = -a[i];
      }
    }
  },
  COMPLEMENT {
    @Override
    public void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = ~a[i];
      }
    }
  },
  /** Of a bool. */
  NOT {
    @Override
    public void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] ^ 1;
      }
    }
  },
  ABSOLUTE {
    @Override
    public void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.abs(a[i]);
      }
    }
  },
  TO_BOOL {
    @Override
    public void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] != 0 ? 1 : 0;
      }
    }
  },
  TO_CHAR {
    @Override
    public void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (byte) a[i];
      }
    }
  },
  TO_UCHAR {
    @Override
    public void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] & 0xff;
      }
    }
  },
  TO_SHORT {
    @Override
    public void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = (short) a[i];
      }
    }
  },
  TO_USHORT {
    @Override
    public void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] & 0xffff;
      }
    }
  },
  /** An unsigned index, kept beyond every length where it is. */
  INDEX_OF_UNSIGNED {
    @Override
    public void apply(int[] d, int[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] < 0 ? Integer.MAX_VALUE : a[i];
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(int[] d, int[] a, int n);
}
