package winofuzz.interpret;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;
import winofuzz.number.IntegerFormat;

/** Loops over runs of longs. */
final class LongRows extends Rows<long[]> {
  static final LongRows LONGS = new LongRows();

  private LongRows() {}

  @Override
  long[] allocate(int size) {
    return new long[size];
  }

  @Override
  void collect(long[] source, int at, int step, long[] r, int ri, int n) {
    if (step == 0) {
      Arrays.fill(r, ri, ri + n, source[at]);
      return;
    }
    for (int i = 0, j = at; i < n; i++, j += step) {
      r[ri + i] = source[j];
    }
  }

  @Override
  void spread(long[] a, int ai, long[] r, int ri, int step, int n) {
    if (step == 1) {
      System.arraycopy(a, ai, r, ri, n);
      return;
    }
    for (int i = 0, j = ri; i < n; i++, j += step) {
      r[j] = a[ai + i];
    }
  }

  @Override
  void choose(long[] r, int ri, long[] c, int ci, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = c[ci + i] != 0 ? a[ai + i] : b[bi + i];
    }
  }

  @Override
  long[] gather(long[] indices, long[] buffer, long[] outside) {
    long[] r = new long[indices.length];
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
  void put(long[] r, long[] indices, int ii, long[] a, int ai, int n) {
    for (int i = 0; i < n; i++) {
      long index = indices[ii + i];
      if (index >= 0) {
        r[(int) index] = a[ai + i];
      }
    }
  }

  static void add(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] + b[bi + i];
    }
  }

  static void subtract(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] - b[bi + i];
    }
  }

  static void multiply(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] * b[bi + i];
    }
  }

  static void and(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] & b[bi + i];
    }
  }

  static void or(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] | b[bi + i];
    }
  }

  static void xor(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] ^ b[bi + i];
    }
  }

  static void max(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = Math.max(a[ai + i], b[bi + i]);
    }
  }

  static void less(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] < b[bi + i] ? 1 : 0;
    }
  }

  static void equal(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] == b[bi + i] ? 1 : 0;
    }
  }

  static void notEqual(long[] r, int ri, long[] a, int ai, long[] b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = a[ai + i] == b[bi + i] ? 0 : 1;
    }
  }

  /** Returns the loop that applies a function to each pair. */
  static Kernel<long[]> elementwise(LongBinaryOperator f) {
    return (r, ri, a, ai, b, bi, n) -> {
      for (int i = 0; i < n; i++) {
        r[ri + i] = f.applyAsLong(a[ai + i], b[bi + i]);
      }
    };
  }

  /** Takes results back into the range of a format. */
  static Settling<long[]> wrapping(IntegerFormat format) {
    if (format.isFull()) {
      return (r, from, n) -> {};
    }
    return (r, from, n) -> {
      for (int i = from; i < from + n; i++) {
        r[i] = format.wrap(r[i]);
      }
    };
  }
}
