package winofuzz.number;

import java.math.BigInteger;

/** A binary floating-point format, as IEEE 754 describes one. */
public enum BinaryFormat {
  FLOAT16(11, -14, 15),
  BFLOAT16(8, -126, 127),
  FLOAT32(24, -126, 127),
  FLOAT64(53, -1022, 1023);

  private final int precision;
  private final int minExponent;
  private final int maxExponent;
  private final double max;
  private final double minNormal;

  BinaryFormat(int precision, int minExponent, int maxExponent) {
    this.precision = precision;
    this.minExponent = minExponent;
    this.maxExponent = maxExponent;
    this.max = Math.scalb(2 - Math.scalb(1.0, 1 - precision), maxExponent);
    this.minNormal = Math.scalb(1.0, minExponent);
  }

  /** Significand bits, the hidden one included. */
  public int precision() {
    return precision;
  }

  /** Returns the exponent of the smallest normal number. */
  public int minExponent() {
    return minExponent;
  }

  /** Returns the exponent of the largest finite number. */
  public int maxExponent() {
    return maxExponent;
  }

  /** Returns the largest finite value. */
  public double max() {
    return max;
  }

  /**
   * Returns the value of this format nearest to a double, ties to even, as a double; one rounding.
   * Zeros, infinities and NaN stay what they are, and what rounds to zero keeps its sign.
   */
  public double round(double value) {
    return switch (this) {
      case FLOAT64 -> value;
      case FLOAT32 -> (float) value;
      case FLOAT16, BFLOAT16 -> roundToUnit(value);
    };
  }

  private double roundToUnit(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return value;
    }
    int exponent = Math.max(Math.getExponent(value), minExponent) - (precision - 1);
    // Scaling by a power of two is exact, as the units of these formats are far from a double's
    // limits.
    double rounded = Math.scalb(Math.rint(Math.scalb(value, -exponent)), exponent);
    return Math.abs(rounded) > max ? Math.copySign(Double.POSITIVE_INFINITY, value) : rounded;
  }

  /** Returns the smallest positive value with full precision; what is smaller is a denormal. */
  public double minNormal() {
    return minNormal;
  }

  /**
   * Returns the value of this format nearest to an exact number, ties to even, as a double, which
   * holds every value of every format. Zero is positive; a magnitude past the largest finite value
   * by half a unit in the last place or more is an infinity.
   */
  public double round(Rational exact) {
    int sign = exact.signum();
    if (sign == 0) {
      return 0.0;
    }
    BigInteger n = exact.numerator().abs();
    BigInteger d = exact.denominator();
    // The exponent e with 2^e <= n/d < 2^(e+1).
    int e = n.bitLength() - d.bitLength();
    if (belowPower(n, d, e)) {
      e--;
    }
    int unit = Math.max(e, minExponent) - (precision - 1);
    BigInteger scaledN = unit < 0 ? n.shiftLeft(-unit) : n;
    BigInteger scaledD = unit > 0 ? d.shiftLeft(unit) : d;
    BigInteger[] parts = scaledN.divideAndRemainder(scaledD);
    int half = parts[1].shiftLeft(1).compareTo(scaledD);
    BigInteger significand = parts[0];
    if (half > 0 || (half == 0 && significand.testBit(0))) {
      significand = significand.add(BigInteger.ONE);
    }
    double magnitude = Math.scalb(significand.doubleValue(), unit);
    if (magnitude > max) {
      magnitude = Double.POSITIVE_INFINITY;
    }
    return sign < 0 ? -magnitude : magnitude;
  }

  private static boolean belowPower(BigInteger n, BigInteger d, int e) {
    return e >= 0 ? n.compareTo(d.shiftLeft(e)) < 0 : n.shiftLeft(-e).compareTo(d) < 0;
  }
}
