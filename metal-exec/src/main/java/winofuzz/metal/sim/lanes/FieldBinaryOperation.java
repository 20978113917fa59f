package winofuzz.metal.sim.lanes;

/** Elementwise operations on residues. */
public enum FieldBinaryOperation {
  ADD {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FieldMath.add(a[i], b[i]);
      }
    }

    @Override
    public int degree(int a, int b) {
      return Math.max(a, b);
    }
  },
  SUBTRACT {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FieldMath.subtract(a[i], b[i]);
      }
    }

    @Override
    public int degree(int a, int b) {
      return Math.max(a, b);
    }
  },
  MULTIPLY {
    @Override
    public void apply(long[] d, long[] a, long[] b, int n) {
      for (int i = 0; i < n; i++) {
        d[i] = FieldMath.multiply(a[i], b[i]);
      }
    }

    @Override
    public int degree(int a, int b) {
      return Degrees.sum(a, b);
    }
  };

  /** Computes lanes 0 to n of d. */
  public abstract void apply(long[] d, long[] a, long[] b, int n);

  /** Returns the degree of the result, as a polynomial, from those of the operands. */
  public abstract int degree(int a, int b);
}
