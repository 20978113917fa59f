package winofuzz.interpret;

import java.math.BigInteger;
import java.util.Arrays;
import winofuzz.interpret.Values.Integers;
import winofuzz.interpret.Values.Rationals;
import winofuzz.interpret.Values.Scaled;
import winofuzz.number.Rational;

/** Denominators and bounds of exact arrays. */
final class Scaling {
  private Scaling() {}

  /**
   * The operands of an operation that runs in doubles if the bound of its result allows.
   *
   * @param denominator of the result
   * @param bound of the numerators of the result
   */
  record Pair(Scaled first, Scaled second, BigInteger denominator, double bound) {
    /** Whether the bound proves that nothing rounds. */
    boolean fits() {
      return bound < ExactArithmetic.LIMIT;
    }
  }

  /**
   * Brings two arrays over their least common denominator, if bounds allow.
   *
   * @param summed whether the bound is to be of sums of pairs rather than of either
   */
  static Pair common(Scaled a, Scaled b, boolean summed) {
    Pair pair = overCommon(a, b, summed);
    return pair.fits() ? pair : overCommon(tighten(a), tighten(b), summed);
  }

  private static Pair overCommon(Scaled a, Scaled b, boolean summed) {
    BigInteger common = a.denominator;
    double first = 1;
    double second = 1;
    // Zeros have every denominator.
    if (a.bound == 0) {
      common = b.denominator;
    } else if (b.bound != 0 && !a.denominator.equals(b.denominator)) {
      BigInteger missing = b.denominator.divide(a.denominator.gcd(b.denominator));
      common = ExactIntegers.multiply(a.denominator, missing);
      first = missing.doubleValue();
      second = common.divide(b.denominator).doubleValue();
    }
    double boundA = a.bound * first;
    double boundB = b.bound * second;
    double bound = summed ? boundA + boundB : Math.max(boundA, boundB);
    // A bound below the limit and a numerator of at least 1 mean that both factors are exact.
    if (bound < ExactArithmetic.LIMIT) {
      return new Pair(multiplied(a, first, common), multiplied(b, second, common), common, bound);
    }
    return new Pair(a, b, common, Double.POSITIVE_INFINITY);
  }

  private static Scaled multiplied(Scaled a, double factor, BigInteger denominator) {
    if (factor == 1) {
      return a;
    }
    double[] r = new double[a.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = a.numerators[i] * factor;
    }
    return new Scaled(a.dtype(), r, denominator, a.bound * factor);
  }

  /** Two arrays ready to be multiplied, if bounds allow that many products to be summed. */
  static Pair product(Scaled a, Scaled b, double terms) {
    if (!(a.bound * b.bound * terms < ExactArithmetic.LIMIT)) {
      a = tighten(a);
      b = tighten(b);
    }
    double bound = a.bound * b.bound * terms;
    return new Pair(a, b, ExactIntegers.multiply(a.denominator, b.denominator), bound);
  }

  /** Returns the same numbers with the smallest bound there is, in lowest terms as an array. */
  static Scaled tighten(Scaled a) {
    double largest = 0;
    for (double n : a.numerators) {
      largest = Math.max(largest, Math.abs(n));
    }
    long common = commonFactor(a);
    if (common == 1) {
      return new Scaled(a.dtype(), a.numerators, a.denominator, largest);
    }
    double[] r = new double[a.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = a.numerators[i] / common;
    }
    BigInteger denominator = a.denominator.divide(BigInteger.valueOf(common));
    return new Scaled(a.dtype(), r, denominator, largest / common);
  }

  private static long commonFactor(Scaled a) {
    if (a.denominator.bitLength() > 62) {
      return 1;
    }
    long common = a.denominator.longValue();
    for (int i = 0; i < a.size() && common > 1; i++) {
      common = gcd(common, Math.abs((long) a.numerators[i]));
    }
    return common;
  }

  private static long gcd(long a, long b) {
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }

  static Rationals widen(Scaled a) {
    BigInteger[] r = new BigInteger[a.size()];
    Arrays.setAll(r, i -> BigInteger.valueOf((long) a.numerators[i]));
    return new Rationals(a.dtype(), r, a.denominator);
  }

  static Rationals widen(Integers a) {
    BigInteger[] r = new BigInteger[a.size()];
    Arrays.setAll(r, i -> Formats.integer(a.dtype()).exact(a.cells[i]));
    return new Rationals(a.dtype(), r, BigInteger.ONE);
  }

  /**
   * Returns the same numbers in doubles where they fit, perhaps after division by a common factor.
   */
  static Values narrow(Rationals a) {
    Rationals reduced = a;
    if (!fitsDoubles(a) && !a.denominator.equals(BigInteger.ONE)) {
      reduced = reduce(a);
    }
    if (!fitsDoubles(reduced)) {
      return reduced;
    }
    double[] r = new double[a.size()];
    double largest = 0;
    for (int i = 0; i < r.length; i++) {
      r[i] = reduced.numerators[i].doubleValue();
      largest = Math.max(largest, Math.abs(r[i]));
    }
    return new Scaled(a.dtype(), r, reduced.denominator, largest);
  }

  private static boolean fitsDoubles(Rationals a) {
    for (BigInteger n : a.numerators) {
      if (n.bitLength() > 52) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the same numbers in lowest terms as an array: powers of two first, which are most of
   * it.
   */
  private static Rationals reduce(Rationals a) {
    int twos = a.denominator.getLowestSetBit();
    for (int i = 0; i < a.size() && twos > 0; i++) {
      if (a.numerators[i].signum() != 0) {
        twos = Math.min(twos, a.numerators[i].getLowestSetBit());
      }
    }
    BigInteger odd = a.denominator.shiftRight(a.denominator.getLowestSetBit());
    for (int i = 0; i < a.size() && !odd.equals(BigInteger.ONE); i++) {
      odd = odd.gcd(a.numerators[i].mod(odd));
    }
    if (twos == 0 && odd.equals(BigInteger.ONE)) {
      return a;
    }
    BigInteger factor = odd.shiftLeft(twos);
    int shift = odd.equals(BigInteger.ONE) ? twos : 0;
    BigInteger[] r = new BigInteger[a.size()];
    for (int i = 0; i < r.length; i++) {
      BigInteger n = a.numerators[i];
      r[i] = shift > 0 ? n.shiftRight(shift) : n.divide(factor);
    }
    return new Rationals(a.dtype(), r, a.denominator.divide(factor));
  }

  /** Returns the exact value of floating-point numbers, in doubles where they fit. */
  static Values fromReal(Values a) {
    int lowest = 0;
    double largest = 0;
    for (int i = 0; i < a.size(); i++) {
      double v = a.at(i);
      if (!Double.isFinite(v)) {
        throw new EvaluationException("exact: no rational number equals " + v + ", element " + i);
      }
      lowest = Math.min(lowest, lowestBit(v));
      largest = Math.max(largest, Math.abs(v));
    }
    double bound = Math.scalb(largest, -lowest);
    if (!(bound < ExactArithmetic.LIMIT)) {
      return exactly(a);
    }
    double[] r = new double[a.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = Math.scalb(a.at(i), -lowest);
    }
    return new Scaled(a.dtype(), r, BigInteger.ONE.shiftLeft(-lowest), bound);
  }

  /** Returns the exponent of the lowest bit that is set; 0 for zero. */
  private static int lowestBit(double v) {
    if (v == 0) {
      return 0;
    }
    long bits = Double.doubleToRawLongBits(v);
    long fraction = bits & ((1L << 52) - 1);
    int exponent = Math.getExponent(v);
    if (exponent < Double.MIN_EXPONENT) {
      return -1074 + Long.numberOfTrailingZeros(fraction);
    }
    return exponent - 52 + Long.numberOfTrailingZeros(fraction | (1L << 52));
  }

  /** Returns the exact value of finite numbers, in big integers. */
  static Rationals exactly(Values a) {
    int shift = 0;
    for (int i = 0; i < a.size(); i++) {
      shift = Math.max(shift, -lowestBit(a.at(i)));
    }
    BigInteger denominator = BigInteger.ONE.shiftLeft(shift);
    BigInteger[] r = new BigInteger[a.size()];
    for (int i = 0; i < r.length; i++) {
      Rational exact = Rational.of(a.at(i));
      r[i] = exact.numerator().multiply(denominator.divide(exact.denominator()));
    }
    return new Rationals(a.dtype(), r, denominator);
  }
}
