package winofuzz.interpret;

import java.math.BigInteger;

/**
 * Products of big integers of a bounded size: exact numbers double their length with every
 * squaring, and would take any time and memory.
 */
final class ExactIntegers {

  /** The bits of the longest numerator or denominator. */
  static final int MOST_BITS = 1 << 16;

  /** The bits of all numerators of an array. */
  private static final long MOST_BITS_OF_ARRAY = 1L << 31;

  private static final int SAMPLES = 64;

  private ExactIntegers() {}

  /**
   * Returns the product.
   *
   * @throws EvaluationException if it may be too long
   */
  static BigInteger multiply(BigInteger a, BigInteger b) {
    requireLength((long) a.bitLength() + b.bitLength());
    return a.multiply(b);
  }

  /**
   * Returns a power.
   *
   * @throws EvaluationException if it may be too long
   */
  static BigInteger power(BigInteger a, int exponent) {
    requireLength(a.equals(BigInteger.ONE) ? 1 : (long) a.bitLength() * exponent);
    return a.pow(exponent);
  }

  private static void requireLength(long bits) {
    if (bits > MOST_BITS) {
      throw new EvaluationException(
          "expected exact numbers of at most %d bits, found about %d; use other semantics"
              .formatted(MOST_BITS, bits));
    }
  }

  /**
   * Requires that an array may have so many numbers as long as the longest of these.
   *
   * @throws EvaluationException if it may not
   */
  static void requireRoom(int size, BigInteger[] numerators) {
    long longest = 0;
    for (BigInteger numerator : numerators) {
      longest = Math.max(longest, numerator.bitLength());
    }
    if (longest * size > MOST_BITS_OF_ARRAY) {
      throw new EvaluationException(
          "expected exact numbers of at most %d bits in all, found %d of up to %d; use other"
                  .formatted(MOST_BITS_OF_ARRAY, size, longest)
              + " semantics");
    }
  }

  /**
   * Returns about how many words of a machine numbers have beyond one each, judged by some of them
   * at equal distances, as looking at all costs as much as adding them.
   */
  static long extraWords(BigInteger[] numerators) {
    int step = Math.max(1, numerators.length / SAMPLES);
    long words = 0;
    for (int i = 0; i < numerators.length; i += step) {
      words += numerators[i].bitLength() / Long.SIZE;
    }
    return words * step;
  }
}
