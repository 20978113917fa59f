package winofuzz.metal.sim.lanes;

/** Loops over residues whose shape only one operation has. */
public final class FieldOperations {

  private FieldOperations() {}

  /** Computes lanes 0 to n of d: {@code -a}. */
  public static void negate(long[] d, long[] a, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = FieldMath.negate(a[i]);
    }
  }

  /** Computes lanes 0 to n of d: {@code a * b + c}. */
  public static void multiplyAdd(long[] d, long[] a, long[] b, long[] c, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = FieldMath.multiplyAdd(a[i], b[i], c[i]);
    }
  }

  /** Computes lanes 0 to n of d, the residues of signed integers. */
  public static void ofInts(long[] d, int[] a, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = FieldMath.ofSigned(a[i]);
    }
  }

  /** Computes lanes 0 to n of d, the residues of unsigned integers. */
  public static void ofUnsignedInts(long[] d, int[] a, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = a[i] & 0xffffffffL;
    }
  }

  /** Computes lanes 0 to n of d, the residues of signed integers. */
  public static void ofLongs(long[] d, long[] a, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = FieldMath.ofSigned(a[i]);
    }
  }

  /** Computes lanes 0 to n of d, the residues of unsigned integers. */
  public static void ofUnsignedLongs(long[] d, long[] a, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = FieldMath.ofUnsigned(a[i]);
    }
  }

  /** Adds to c the product of two 8x8 matrices, row by row. */
  public static void multiplyMatrices(long[] a, long[] b, long[] c) {
    int size = Matrix8x8.SIZE;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        long sum = c[i * size + j];
        for (int k = 0; k < size; k++) {
          sum = FieldMath.multiplyAdd(a[i * size + k], b[k * size + j], sum);
        }
        c[i * size + j] = sum;
      }
    }
  }
}
