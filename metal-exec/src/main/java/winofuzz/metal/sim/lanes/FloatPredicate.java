package winofuzz.metal.sim.lanes;

/** Questions about one float: 1 or 0. */
public enum FloatPredicate {
  IS_NAN {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.isNaN(a[i]) ? 1 : 0;
      }
    }
  },
  IS_INFINITE {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.isInfinite(a[i]) ? 1 : 0;
      }
    }
  },
  IS_FINITE {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.isFinite(a[i]) ? 1 : 0;
      }
    }
  },
  IS_NORMAL {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.isFinite(a[i]) && Math.abs(a[i]) >= Float.MIN_NORMAL ? 1 : 0;
      }
    }
  },
  SIGN_BIT {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.floatToRawIntBits(a[i]) >>> 31;
      }
    }
  },
  IS_NORMAL_HALF {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Float.isFinite(a[i]) && Math.abs(a[i]) >= 0x1p-14f ? 1 : 0;
      }
    }
  },
  IS_NOT_ZERO {
    @Override
    public void apply(int[] d, float[] a, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = a[i] != 0 ? 1 : 0;
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(int[] d, float[] a, int n);
}
