package winofuzz.interpret;

import winofuzz.number.BinaryFormat;

/**
 * A sum of products of floats, and how far from it anyone may come who rounds each product to the
 * type of the factors or not at all, adds them up in any order, and rounds the sum to that type.
 *
 * <p>Of {@code n} terms the sum is off by at most {@code gamma(n - 1)} times the sum of their
 * magnitudes (Higham, Accuracy and Stability of Numerical Algorithms, section 4.2). It is not off
 * at all where the terms are multiples of a power of two, and the sum of their magnitudes is so
 * small that the accumulator holds all multiples up to it.
 */
final class TermSum {
  /** More than the roundings of the sums in doubles here, relative to the sum of magnitudes. */
  private static final double NOISE = 0x1p-40;

  private final BinaryFormat format;
  private final BinaryFormat accumulator;
  private final boolean mayFlush;

  private double sum;
  private double magnitude;
  private double rounding;
  private int terms;
  private int grid;
  private boolean overflows;
  private boolean isUnknown;
  private boolean hasNaN;
  private boolean hasPositive;
  private boolean hasNegative;

  /**
   * @param format of the factors and of the result
   * @param accumulator in which the terms are added up
   */
  TermSum(BinaryFormat format, BinaryFormat accumulator) {
    this.format = format;
    this.accumulator = accumulator;
    this.mayFlush = ConvolutionPromise.mayFlush(format);
  }

  void clear() {
    sum = 0;
    magnitude = 0;
    rounding = 0;
    terms = 0;
    grid = Integer.MAX_VALUE;
    overflows = false;
    isUnknown = false;
    hasNaN = false;
    hasPositive = false;
    hasNegative = false;
  }

  /** Adds what may be a term or none: a factor times a zero around the activation. */
  void addPadding(double factor) {
    isUnknown |= !Double.isFinite(factor);
  }

  void add(double a, double b) {
    // The product of two floats of at most 24 bits is exact in a double.
    double product = a * b;
    if (!Double.isFinite(product)) {
      addSpecial(a, b, product);
    } else if (product != 0) {
      addFinite(a, b, product);
    }
  }

  private void addSpecial(double a, double b, double product) {
    if (mayFlush && (isDenormal(a) || isDenormal(b))) {
      isUnknown = true;
    } else if (Double.isNaN(product)) {
      hasNaN = true;
    } else if (product > 0) {
      hasPositive = true;
    } else {
      hasNegative = true;
    }
  }

  private void addFinite(double a, double b, double product) {
    double size = Math.abs(product);
    long significand = Double.doubleToRawLongBits(product) | 1L << 52;
    int exponent = Math.getExponent(product);
    int lowest = exponent - 52 + Long.numberOfTrailingZeros(significand);
    boolean isExact =
        exponent - lowest < format.precision()
            && lowest > format.minExponent() - format.precision();
    if (!isExact) {
      rounding += Math.abs(format.round(product) - product);
    }
    if (mayFlush && (exponent < format.minExponent() || isDenormal(a) || isDenormal(b))) {
      rounding += size;
    }
    overflows |= size >= format.max();
    sum += product;
    magnitude += size;
    terms++;
    grid = Math.min(grid, lowest);
  }

  private boolean isDenormal(double value) {
    return value != 0 && Math.abs(value) < format.minNormal();
  }

  /** Says of an element what is known of the sum. */
  void putInto(Enclosures enclosures, int element) {
    double largest = magnitude + rounding;
    overflows |= !(largest < accumulator.max());
    if (hasNaN || (hasPositive && hasNegative)) {
      enclosures.putExactly(element, Double.NaN);
    } else if (isUnknown || overflows) {
      return;
    } else if (hasPositive || hasNegative) {
      enclosures.putExactly(
          element, hasPositive ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
    } else {
      enclosures.put(element, sum, error(largest));
    }
  }

  private double error(double largest) {
    boolean isExact =
        rounding == 0
            && largest <= Math.scalb(1.0, accumulator.precision() + grid)
            && grid >= accumulator.minExponent();
    double error =
        terms == 0 || isExact
            ? 0
            : rounding
                + (ConvolutionPromise.gamma(terms, accumulator) + NOISE) * largest
                + terms * ConvolutionPromise.flushed(accumulator);
    boolean mayBeDenormal = terms > 0 && Math.abs(sum) - error < format.minNormal();
    return mayBeDenormal ? error + ConvolutionPromise.flushed(format) : error;
  }
}
