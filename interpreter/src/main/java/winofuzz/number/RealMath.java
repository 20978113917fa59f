package winofuzz.number;

/**
 * Operations on floating-point numbers whose rules Java's operators do not give. Sums, products and
 * quotients are Java's own: IEEE 754, rounded to nearest, ties to even. On float16 and bfloat16
 * they are Java's on float, rounded once more: float has more than twice their precision plus two
 * bits, so that rounding twice equals rounding once (Figueroa, 1995).
 */
public final class RealMath {
  private static final double LN_2 = StrictMath.log(2);

  private RealMath() {}

  /**
   * Returns the larger of two numbers. A NaN loses against a number, as in C's fmax and Metal's
   * max; two NaNs give NaN. The positive zero is larger than the negative one.
   */
  public static float max(float a, float b) {
    if (Float.isNaN(a)) {
      return b;
    }
    return Float.isNaN(b) ? a : Math.max(a, b);
  }

  /** As {@link #max(float, float)}. */
  public static double max(double a, double b) {
    if (Double.isNaN(a)) {
      return b;
    }
    return Double.isNaN(b) ? a : Math.max(a, b);
  }

  /** Toward zero; zeros, infinities and NaN stay, and what becomes zero keeps its sign. */
  public static double truncate(double value) {
    return Math.copySign(Math.floor(Math.abs(value)), value);
  }

  /** Two to the power of x, within 2 ulp of a double. */
  public static double exp2(double x) {
    return StrictMath.pow(2, x);
  }

  /** Returns the logarithm to base 2, within 3 ulp of a double; exact at powers of two. */
  public static double log2(double x) {
    if (x > 0 && Double.isFinite(x)) {
      int exponent = Math.getExponent(x);
      if (exponent >= Double.MIN_EXPONENT && x == Math.scalb(1.0, exponent)) {
        return exponent;
      }
    }
    return StrictMath.log(x) / LN_2;
  }

  /** Returns the sine of an angle in radians, within 1 ulp of a double. */
  public static double sin(double x) {
    return StrictMath.sin(x);
  }

  /** Returns the float nearest to x of float16's values, ties to even. */
  public static float roundToFloat16(float x) {
    return Float.float16ToFloat(Float.floatToFloat16(x));
  }

  /** Returns the float nearest to x of bfloat16's values, ties to even; a NaN stays one. */
  public static float roundToBfloat16(float x) {
    int bits = Float.floatToRawIntBits(x);
    int rounded = (bits + 0x7FFF + ((bits >>> 16) & 1)) & 0xFFFF_0000;
    return Float.isNaN(x) ? Float.NaN : Float.intBitsToFloat(rounded);
  }

  /**
   * {@code a * b + c} of numbers of a format, as a double; one rounding.
   *
   * <p>Of the narrow formats the product is exact in a double, and the double nearest to the sum,
   * made odd where it is inexact, rounds as the sum would (Boldo and Melquiond, 2008).
   */
  public static double multiplyAdd(BinaryFormat format, double a, double b, double c) {
    return switch (format) {
      case FLOAT64 -> Math.fma(a, b, c);
      case FLOAT32 -> Math.fma((float) a, (float) b, (float) c);
      case FLOAT16, BFLOAT16 -> format.round(oddSum(a * b, c));
    };
  }

  private static double oddSum(double a, double b) {
    double sum = a + b;
    if (!Double.isFinite(sum)) {
      return sum;
    }
    double back = sum - a;
    double error = (a - (sum - back)) + (b - back);
    if (error == 0 || (Double.doubleToRawLongBits(sum) & 1) != 0) {
      return sum;
    }
    double odd = error > 0 == sum > 0 ? Math.nextUp(Math.abs(sum)) : Math.nextDown(Math.abs(sum));
    return Math.copySign(odd, sum);
  }

  /** Returns a zero of the same sign in place of a number below a format's normal ones. */
  public static double flush(BinaryFormat format, double x) {
    return Math.abs(x) < format.minNormal() ? Math.copySign(0.0, x) : x;
  }
}
