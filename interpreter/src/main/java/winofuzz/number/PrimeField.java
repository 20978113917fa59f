package winofuzz.number;

import java.math.BigInteger;

/**
 * The integers modulo the Mersenne prime 2^61 - 1. An element is a long from 0 to 2^61 - 2.
 *
 * <p>Two polynomials of total degree d that differ anywhere are equal at a point that is drawn
 * uniformly with a probability of at most d / (2^61 - 1): the lemma of Schwartz (1980) and Zippel
 * (1979).
 */
public final class PrimeField {
  /** The number of elements. */
  public static final long ORDER = (1L << 61) - 1;

  private static final int BITS = 61;
  private static final BigInteger BIG_ORDER = BigInteger.valueOf(ORDER);

  private PrimeField() {}

  /** Returns the sum of two elements. */
  public static long add(long a, long b) {
    return reduceOnce(a + b);
  }

  /** Returns the difference of two elements. */
  public static long subtract(long a, long b) {
    return reduceOnce(a + (ORDER - b));
  }

  /** Returns the element that gives 0 when it is added to another. */
  public static long negate(long a) {
    return reduceOnce(ORDER - a);
  }

  /** Returns the product of two elements. */
  public static long multiply(long a, long b) {
    long low = a * b;
    // 2^61 is 1 here, so that the bits from 61 on count as much as those below.
    return reduceOnce((low & ORDER) + (Math.multiplyHigh(a, b) << 3 | low >>> BITS));
  }

  /** Returns the element of a number below twice the order. */
  private static long reduceOnce(long a) {
    long less = a - ORDER;
    // The sign tells which of the two is in range, without a branch for data to mispredict.
    return less + (ORDER & less >> 63);
  }

  /**
   * Returns the element whose product with another is 1.
   *
   * @throws ArithmeticException if it is 0
   */
  public static long inverse(long a) {
    if (a == 0) {
      throw new ArithmeticException("0 has no inverse modulo 2^61 - 1");
    }
    return BigInteger.valueOf(a).modInverse(BIG_ORDER).longValueExact();
  }

  /** Returns the element of an integer. */
  public static long of(long integer) {
    return Math.floorMod(integer, ORDER);
  }

  /** Returns the element of an integer of any size. */
  public static long of(BigInteger integer) {
    return integer.mod(BIG_ORDER).longValueExact();
  }

  /**
   * Returns the element of a rational number.
   *
   * @throws ArithmeticException if its denominator is a multiple of the order
   */
  public static long of(Rational number) {
    long numerator = of(number.numerator());
    return number.isInteger() ? numerator : multiply(numerator, inverse(of(number.denominator())));
  }
}
