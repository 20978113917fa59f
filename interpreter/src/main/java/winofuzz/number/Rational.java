package winofuzz.number;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact rational number in lowest terms with a positive denominator.
 *
 * @param numerator carries the sign
 * @param denominator positive, coprime to the numerator
 */
public record Rational(BigInteger numerator, BigInteger denominator)
    implements Comparable<Rational> {

  public static final Rational ZERO = of(0);
  public static final Rational ONE = of(1);

  /** Reduces to lowest terms; a zero denominator is an {@link ArithmeticException}. */
  public Rational {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("rational with denominator 0: " + numerator + "/0");
    }
    if (!denominator.equals(BigInteger.ONE)) {
      BigInteger common = numerator.gcd(denominator);
      if (denominator.signum() < 0) {
        common = common.negate();
      }
      if (!common.equals(BigInteger.ONE)) {
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
      }
    }
  }

  public static Rational of(long value) {
    return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
  }

  public static Rational of(long numerator, long denominator) {
    return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /**
   * Returns the exact value of a double.
   *
   * @throws ArithmeticException if it is an infinity or NaN
   */
  public static Rational of(double value) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("no rational equals " + value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 0x1p62) {
      return of((long) value);
    }
    BigDecimal exact = new BigDecimal(value);
    return new Rational(exact.unscaledValue(), BigInteger.TEN.pow(exact.scale()));
  }

  /** Reads {@code 3}, {@code -1/6} or {@code 0.25}. */
  public static Rational parse(String text) {
    int slash = text.indexOf('/');
    if (slash >= 0) {
      return new Rational(
          new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }
    BigDecimal decimal = new BigDecimal(text);
    return decimal.scale() <= 0
        ? new Rational(decimal.toBigIntegerExact(), BigInteger.ONE)
        : new Rational(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
  }

  public Rational plus(Rational other) {
    if (denominator.equals(other.denominator)) {
      return new Rational(numerator.add(other.numerator), denominator);
    }
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Rational minus(Rational other) {
    return plus(other.negate());
  }

  public Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /**
   * Returns the quotient.
   *
   * @throws ArithmeticException if the divisor is zero
   */
  public Rational dividedBy(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  public Rational negate() {
    return new Rational(numerator.negate(), denominator);
  }

  public Rational abs() {
    return signum() < 0 ? negate() : this;
  }

  public int signum() {
    return numerator.signum();
  }

  public boolean isInteger() {
    return denominator.equals(BigInteger.ONE);
  }

  /** Rounded toward zero. */
  public BigInteger truncate() {
    return numerator.divide(denominator);
  }

  /** Returns the nearest double, ties to even. */
  public double toDouble() {
    return BinaryFormat.FLOAT64.round(this);
  }

  /** Returns the nearest float, ties to even. */
  public float toFloat() {
    return (float) BinaryFormat.FLOAT32.round(this);
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  @Override
  public String toString() {
    return isInteger() ? numerator.toString() : numerator + "/" + denominator;
  }
}
