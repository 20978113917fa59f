package winofuzz.interpret;

import java.util.Arrays;
import winofuzz.number.RealMath;

/** Loops over runs of doubles. */
final class DoubleRows extends Rows<double[]> {
  static final DoubleRows DOUBLES = new DoubleRows();

  private DoubleRows() {}

  @Override
  double[] allocate(int size) {
    return new double[size];
  }

  @Override
  void collect(double[] source, int at, int step, double[] r, int ri, int n) {
    if (step == 0) {
      Arrays.fill(r, ri, ri + n, source[at]);
      return;
    }
    for (int i = 0, j = at; i < n; i++, j += step) {
      r[ri + i] = source[j];
    }
  }

  @Override
  void spread(double[] a, int ai, double[] r, int ri, int step, int n) {
    if (step == 1) {
      System.arraycopy(a, ai, r, ri, n);
      return;
    }
    for (int i = 0, j = ri; i < n; i++, j += step) {
      r[j] = a[ai + i];
    }
  }

  @Override
  void choose(double[] r, int ri, long[] c, int ci, double[] a, int ai, double[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = c[ci + i] != 0 ? a[ai + i] : b[bi + i];
    }
  }

  @Override
  double[] gather(long[] indices, double[] buffer, double[] outside) {
    double[] r = new double[indices.length];
    for (int i = 0; i < r.length; i++) {
      long index = indices[i];
      if (index >= 0) {
        r[i] = buffer[(int) index];
      } else if (index == Access.OUTSIDE) {
        r[i] = outside[0];
      }
    }
    return r;
  }

  @Override
  void put(double[] r, long[] indices, int ii, double[] a, int ai, int n) {
    for (int i = 0; i < n; i++) {
      long index = indices[ii + i];
      if (index >= 0) {
        r[(int) index] = a[ai + i];
      }
    }
  }

  static void add(double[] r, int ri, double[] a, int ai, double[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] + b[bi + i];
    }
  }

  static void subtract(double[] r, int ri, double[] a, int ai, double[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] - b[bi + i];
    }
  }

  static void multiply(double[] r, int ri, double[] a, int ai, double[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] * b[bi + i];
    }
  }

  static void divide(double[] r, int ri, double[] a, int ai, double[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] / b[bi + i];
    }
  }

  static void max(double[] r, int ri, double[] a, int ai, double[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = RealMath.max(a[ai + i], b[bi + i]);
    }
  }

  /** 1 where the first is less, else 0; with a NaN, 0. */
  static void less(long[] r, int ri, double[] a, int ai, double[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] < b[bi + i] ? 1 : 0;
    }
  }

  /** 1 where both are equal, else 0; with a NaN, 0. */
  static void equal(long[] r, int ri, double[] a, int ai, double[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] == b[bi + i] ? 1 : 0;
    }
  }

  /** 1 where both differ, else 0; with a NaN, 1. */
  static void notEqual(long[] r, int ri, double[] a, int ai, double[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] == b[bi + i] ? 0 : 1;
    }
  }
}
