package winofuzz.interpret;

import winofuzz.number.PrimeField;

/** Loops over runs of elements of {@link PrimeField}. */
final class FieldRows {
  /** Results are elements as they are. */
  static final Rows.Settling<long[]> NOTHING = (r, from, n) -> {};

  private FieldRows() {}

  static void add(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = PrimeField.add(a[ai + i], b[bi + i]);
    }
  }

  static void subtract(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = PrimeField.subtract(a[ai + i], b[bi + i]);
    }
  }

  static void multiply(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = PrimeField.multiply(a[ai + i], b[bi + i]);
    }
  }
}
