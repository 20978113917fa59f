package winofuzz.interpret;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.BinaryOperator;

/** Loops over runs of big integers. */
final class BigRows extends Rows<BigInteger[]> {
  static final BigRows BIG_INTEGERS = new BigRows();

  private BigRows() {}

  @Override
  BigInteger[] allocate(int size) {
    BigInteger[] r = new BigInteger[size];
    Arrays.fill(r, BigInteger.ZERO);
    return r;
  }

  @Override
  void collect(BigInteger[] source, int at, int step, BigInteger[] r, int ri, int n) {
    for (int i = 0, j = at; i < n; i++, j += step) {
      r[ri + i] = source[j];
    }
  }

  @Override
  void spread(BigInteger[] a, int ai, BigInteger[] r, int ri, int step, int n) {
    for (int i = 0, j = ri; i < n; i++, j += step) {
      r[j] = a[ai + i];
    }
  }

  @Override
  void choose(
      BigInteger[] r,
      int ri,
      long[] c,
      int ci,
      BigInteger[] a,
      int ai,
      BigInteger[] b,
      int bi,
      int n) {
    for (int i = 0; i < n; i++) {
      r[ri + i] = c[ci + i] != 0 ? a[ai + i] : b[bi + i];
    }
  }

  @Override
  BigInteger[] gather(long[] indices, BigInteger[] buffer, BigInteger[] outside) {
    BigInteger[] r = allocate(indices.length);
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
  void put(BigInteger[] r, long[] indices, int ii, BigInteger[] a, int ai, int n) {
    for (int i = 0; i < n; i++) {
      long index = indices[ii + i];
      if (index >= 0) {
        r[(int) index] = a[ai + i];
      }
    }
  }

  static Kernel<BigInteger[]> elementwise(BinaryOperator<BigInteger> f) {
    return (r, ri, a, ai, b, bi, n) -> {
      for (int i = 0; i < n; i++) {
        r[ri + i] = f.apply(a[ai + i], b[bi + i]);
      }
    };
  }
}
