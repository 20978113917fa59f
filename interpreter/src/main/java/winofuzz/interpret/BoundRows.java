package winofuzz.interpret;

import static winofuzz.number.RoundingErrors.OUTWARD;

import winofuzz.number.BinaryFormat;
import winofuzz.number.RealMath;
import winofuzz.number.RoundingErrors;

/**
 * Loops over runs of numbers with bounds. A kernel computes in doubles, adding what a double loses;
 * {@link #rounding} then rounds to a type and adds what that loses.
 */
final class BoundRows extends Rows<BoundedCells> {
  static final BoundRows BOUNDED = new BoundRows();

  private static final DoubleRows DOUBLES = DoubleRows.DOUBLES;

  private BoundRows() {}

  @Override
  BoundedCells allocate(int size) {
    return new BoundedCells(size);
  }

  @Override
  void collect(BoundedCells source, int at, int step, BoundedCells r, int ri, int n) {
    DOUBLES.collect(source.numbers, at, step, r.numbers, ri, n);
    DOUBLES.collect(source.errors, at, step, r.errors, ri, n);
  }

  @Override
  void spread(BoundedCells a, int ai, BoundedCells r, int ri, int step, int n) {
    DOUBLES.spread(a.numbers, ai, r.numbers, ri, step, n);
    DOUBLES.spread(a.errors, ai, r.errors, ri, step, n);
  }

  @Override
  void choose(
      BoundedCells r,
      int ri,
      long[] c,
      int ci,
      BoundedCells a,
      int ai,
      BoundedCells b,
      int bi,
      int n) {
    DOUBLES.choose(r.numbers, ri, c, ci, a.numbers, ai, b.numbers, bi, n);
    DOUBLES.choose(r.errors, ri, c, ci, a.errors, ai, b.errors, bi, n);
  }

  @Override
  BoundedCells gather(long[] indices, BoundedCells buffer, BoundedCells outside) {
    return new BoundedCells(
        DOUBLES.gather(indices, buffer.numbers, outside.numbers),
        DOUBLES.gather(indices, buffer.errors, outside.errors));
  }

  @Override
  void put(BoundedCells r, long[] indices, int ii, BoundedCells a, int ai, int n) {
    DOUBLES.put(r.numbers, indices, ii, a.numbers, ai, n);
    DOUBLES.put(r.errors, indices, ii, a.errors, ai, n);
  }

  static void add(BoundedCells r, int ri, BoundedCells a, int ai, BoundedCells b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      double x = a.numbers[ai + i];
      double y = b.numbers[bi + i];
      double sum = x + y;
      double carried = a.errors[ai + i] + b.errors[bi + i];
      r.numbers[ri + i] = sum;
      r.errors[ri + i] = RoundingErrors.up(carried, RoundingErrors.ofSum(x, y, sum));
    }
  }

  static void subtract(
      BoundedCells r, int ri, BoundedCells a, int ai, BoundedCells b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      double x = a.numbers[ai + i];
      double y = b.numbers[bi + i];
      double difference = x - y;
      double carried = a.errors[ai + i] + b.errors[bi + i];
      r.numbers[ri + i] = difference;
      r.errors[ri + i] = RoundingErrors.up(carried, RoundingErrors.ofSum(x, -y, difference));
    }
  }

  static void multiply(
      BoundedCells r, int ri, BoundedCells a, int ai, BoundedCells b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      double x = a.numbers[ai + i];
      double y = b.numbers[bi + i];
      double product = x * y;
      double carried = ofFactors(x, a.errors[ai + i], y, b.errors[bi + i]);
      r.numbers[ri + i] = product;
      r.errors[ri + i] = RoundingErrors.up(carried, RoundingErrors.ofProduct(x, y, product));
    }
  }

  /** What the errors of two factors make of a product: |x| dy + |y| dx + dx dy, and more. */
  static double ofFactors(double x, double dx, double y, double dy) {
    if (dx == 0 && dy == 0) {
      return 0;
    }
    // Each of the three products may underflow, by half of the smallest double.
    return (Math.abs(x) * dy + Math.abs(y) * dx + dx * dy + 2 * Double.MIN_VALUE) * OUTWARD;
  }

  static void divide(
      BoundedCells r, int ri, BoundedCells a, int ai, BoundedCells b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      double x = a.numbers[ai + i];
      double y = b.numbers[bi + i];
      double quotient = x / y;
      double carried = ofQuotient(x, a.errors[ai + i], y, b.errors[bi + i]);
      r.numbers[ri + i] = quotient;
      r.errors[ri + i] = RoundingErrors.up(carried, RoundingErrors.ofQuotient(x, y, quotient));
    }
  }

  /**
   * What the errors of its operands make of a quotient: (|x| dy + |y| dx) / (|y| (|y| - dy)), and
   * more; infinite where the divisor may be zero.
   */
  static double ofQuotient(double x, double dx, double y, double dy) {
    if (dx == 0 && dy == 0) {
      return 0;
    }
    double least = (Math.abs(y) - dy) * (2 - OUTWARD);
    if (!(least > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    // As dx / least + (|x| / |y|) (dy / least), so that nothing is squared and overflows. Each
    // quotient may underflow; the one of dy is multiplied by the quotient of the numbers then.
    double ratio = Math.abs(x / y) * OUTWARD + Double.MIN_VALUE;
    double relative = dy / least * OUTWARD + Double.MIN_VALUE;
    return (dx / least + ratio * relative + 2 * Double.MIN_VALUE) * OUTWARD;
  }

  static void max(BoundedCells r, int ri, BoundedCells a, int ai, BoundedCells b, int bi, int n) {
    for (int i = 0; i < n; i++) {
      double error = Math.max(a.errors[ai + i], b.errors[bi + i]);
      r.numbers[ri + i] = RealMath.max(a.numbers[ai + i], b.numbers[bi + i]);
      r.errors[ri + i] = error;
    }
  }

  /**
   * Rounding to a format. Also settles errors: infinite where the result is not finite or an error
   * is NaN.
   *
   * @param flushes whether denormals become zeros
   */
  static Settling<BoundedCells> rounding(BinaryFormat format, boolean flushes) {
    double flushedBelow = flushes ? format.minNormal() : 0;
    return (r, from, n) -> {
      for (int i = from; i < from + n; i++) {
        double computed = r.numbers[i];
        double rounded = format.round(computed);
        double error = r.errors[i];
        if (Math.abs(rounded) < flushedBelow) {
          rounded = Math.copySign(0.0, rounded);
        }
        if (rounded != computed) {
          // Exact: both are close (Sterbenz), or the result is zero.
          error = RoundingErrors.up(error, Math.abs(computed - rounded));
          r.numbers[i] = rounded;
        }
        boolean isKnown = error < Double.POSITIVE_INFINITY && Double.isFinite(rounded);
        r.errors[i] = isKnown ? error : Double.POSITIVE_INFINITY;
      }
    };
  }
}
