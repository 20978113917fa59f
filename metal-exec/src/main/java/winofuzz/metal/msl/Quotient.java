package winofuzz.metal.msl;

import java.math.BigInteger;

/**
 * A quotient of integers in lowest terms, its denominator not negative. With denominator 0 it is no
 * number: an infinity, or 0 / 0 for a NaN.
 */
public record Quotient(BigInteger numerator, BigInteger denominator) {
  /** How far a product of some rounded constants may be from the rounded product. */
  private static final int FOLDED_ULPS = 4;

  /**
   * How many times the digits of a folded constant a number must have for the constant to be meant.
   * If nothing simple is near a value, the simplest number that rounds to it has about as many
   * digits as the format.
   */
  private static final double FEWER = 2.2;

  public Quotient {
    if (!denominator.equals(BigInteger.ONE)) {
      BigInteger divisor = numerator.gcd(denominator).max(BigInteger.ONE);
      if (denominator.signum() < 0) {
        divisor = divisor.negate();
      }
      numerator = numerator.divide(divisor);
      denominator = denominator.divide(divisor);
    }
  }

  /** Returns an integer. */
  static Quotient of(BigInteger integer) {
    return new Quotient(integer, BigInteger.ONE);
  }

  /** Returns the value of a float, exactly. */
  static Quotient of(float value) {
    if (!Float.isFinite(value)) {
      int sign = Float.isNaN(value) ? 0 : value > 0 ? 1 : -1;
      return new Quotient(BigInteger.valueOf(sign), BigInteger.ZERO);
    }
    int exponent = Math.max(Math.getExponent(value), Float.MIN_EXPONENT) - (Float.PRECISION - 1);
    long significand = (long) Math.scalb((double) value, -exponent);
    int zeros = Long.numberOfTrailingZeros(significand);
    if (significand == 0 || exponent + zeros >= 0) {
      return of(BigInteger.valueOf(significand).shiftLeft(exponent));
    }
    return new Quotient(
        BigInteger.valueOf(significand >> zeros), BigInteger.ONE.shiftLeft(-exponent - zeros));
  }

  /** Returns the value of one that is a float. */
  float toFloat() {
    return (float) (numerator.doubleValue() / denominator.doubleValue());
  }

  /** Returns whether it is a number. */
  public boolean isFinite() {
    return denominator.signum() != 0;
  }

  Quotient negate() {
    return new Quotient(numerator.negate(), denominator);
  }

  /**
   * Returns what a rounded constant is taken for: the number with the smallest denominator among
   * all that round to the value. Those halfway to its neighbours, of which it depends on the value
   * whether they round to it, have larger denominators than the value itself. If the odd part of
   * its significand takes at most half of the bits that the format has, the value is taken as it
   * is, and so are integers: by then every other number that rounds to it has a denominator of more
   * than half of these bits.
   *
   * <p>A float may be the product of constants that were rounded before, and then be off by a few
   * units in its last place: where there is a number in that distance that takes far fewer digits,
   * it is taken for that.
   *
   * @param value of the format
   */
  static Quotient nearestSimple(FloatFormat format, float value) {
    Quotient exact = of(value);
    if (!exact.isFinite() || exact.denominator.equals(BigInteger.ONE)) {
      return exact;
    }
    if (value < 0) {
      return nearestSimple(format, -value).negate();
    }
    if (exact.numerator.bitLength() <= precision(format) / 2) {
      return exact;
    }
    int bits = bits(format, value);
    Quotient nearest =
        simplest(
            exact.midway(of(decoded(format, bits - 1))),
            exact.midway(of(decoded(format, bits + 1))));
    if (format != FloatFormat.FLOAT) {
      return nearest;
    }
    Quotient folded =
        simplest(
            of(decoded(format, Math.max(0, bits - FOLDED_ULPS))),
            of(decoded(format, bits + FOLDED_ULPS)));
    return FEWER * folded.digits() <= nearest.digits() ? folded : nearest;
  }

  /** Returns the binary digits of numerator and denominator. */
  int digits() {
    return numerator.bitLength() + denominator.bitLength();
  }

  private static int precision(FloatFormat format) {
    return switch (format) {
      case HALF -> 11;
      case BFLOAT -> 8;
      case FLOAT -> 24;
    };
  }

  private static int bits(FloatFormat format, float value) {
    return switch (format) {
      case HALF -> Float.floatToFloat16(value);
      case BFLOAT -> Float.floatToRawIntBits(value) >>> 16;
      case FLOAT -> Float.floatToRawIntBits(value);
    };
  }

  private static float decoded(FloatFormat format, int bits) {
    return switch (format) {
      case HALF -> Float.float16ToFloat((short) bits);
      case BFLOAT -> Float.intBitsToFloat(bits << 16);
      case FLOAT -> Float.intBitsToFloat(bits);
    };
  }

  private Quotient midway(Quotient other) {
    return new Quotient(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator).shiftLeft(1));
  }

  /**
   * Returns the number with the smallest denominator strictly between two that are not negative,
   * and the smallest of those: down the Stern-Brocot tree, a continued fraction's term at a time.
   */
  private static Quotient simplest(Quotient below, Quotient above) {
    BigInteger floor = below.numerator.divide(below.denominator);
    Quotient next = of(floor.add(BigInteger.ONE));
    if (next.order(above) < 0) {
      return next;
    }
    Quotient restAbove = above.minus(floor);
    if (below.denominator.equals(BigInteger.ONE)) {
      // Floor + 1 / n for the smallest n that is large enough.
      BigInteger n = restAbove.denominator.divide(restAbove.numerator).add(BigInteger.ONE);
      return of(n).inverse().plus(floor);
    }
    return simplest(restAbove.inverse(), below.minus(floor).inverse()).inverse().plus(floor);
  }

  private int order(Quotient other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  private Quotient minus(BigInteger integer) {
    return plus(integer.negate());
  }

  private Quotient plus(BigInteger integer) {
    return new Quotient(numerator.add(integer.multiply(denominator)), denominator);
  }

  private Quotient inverse() {
    return new Quotient(denominator, numerator);
  }

  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + "/" + denominator;
  }
}
