package winofuzz.metal.sim.lanes;

/** Elementwise operations on three float operands. */
public enum FloatTernaryOperation {
  FUSED_MULTIPLY_ADD {
    @Override
    public void apply(float[] d, float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Math.fma(a[i], b[i], c[i]);
      }
    }
  },
  FUSED_MULTIPLY_ADD_HALF {
    @Override
    public void apply(float[] d, float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.fusedMultiplyAddToHalf(a[i], b[i], c[i]);
      }
    }
  },
  FUSED_MULTIPLY_ADD_BFLOAT {
    @Override
    public void apply(float[] d, float[] a, float[] b, float[] c, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = Narrow.fusedMultiplyAddToBfloat(a[i], b[i], c[i]);
      }
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(float[] d, float[] a, float[] b, float[] c, int n);
}
