package winofuzz.metal.sim.lanes;

/** Float functions on one lane. Transcendentals are computed in double and rounded to float. */
public final class FloatMath {

  private static final double LN_2 = StrictMath.log(2);

  private FloatMath() {}

  public static float minimum(float a, float b) {
    return Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.min(a, b);
  }

  public static float maximum(float a, float b) {
    return Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.max(a, b);
  }

  /** C's pow, where it differs from Java's: a base of one, or minus one to an infinity, gives 1. */
  static float power(float base, float exponent) {
    if (base == 1 || (base == -1 && Float.isInfinite(exponent))) {
      return 1;
    }
    return (float) StrictMath.pow(base, exponent);
  }

  public static float copySign(float magnitude, float sign) {
    int bits =
        (Float.floatToRawIntBits(magnitude) & 0x7fffffff)
            | (Float.floatToRawIntBits(sign) & 0x80000000);
    return Float.intBitsToFloat(bits);
  }

  static float positiveDifference(float a, float b) {
    return a <= b ? 0 : a - b;
  }

  /** Returns a zero of its sign for what is less than the least normal number of its type. */
  static float flush(float a, float leastNormal) {
    return Math.abs(a) < leastNormal ? copySign(0, a) : a;
  }

  static float exp2(float a) {
    return (float) StrictMath.pow(2, a);
  }

  static float exp10(float a) {
    return (float) StrictMath.pow(10, a);
  }

  /** Exact on powers of two, since the exponent is taken off before the logarithm. */
  static float log2(float a) {
    if (!(a > 0) || Float.isInfinite(a)) {
      return (float) StrictMath.log(a);
    }
    int exponent = Math.getExponent((double) a);
    double mantissa = Math.scalb((double) a, -exponent);
    return (float) (exponent + StrictMath.log(mantissa) / LN_2);
  }

  static float sinpi(float a) {
    double reduced = Math.IEEEremainder(a, 2);
    if (reduced == Math.rint(reduced)) {
      return copySign(0, a);
    }
    return (float) StrictMath.sin(Math.PI * reduced);
  }

  static float cospi(float a) {
    double reduced = Math.abs(Math.IEEEremainder(a, 2));
    return reduced == 0.5 ? 0 : (float) StrictMath.cos(Math.PI * reduced);
  }

  static float asinh(float a) {
    double x = Math.abs((double) a);
    if (Double.isInfinite(x) || x == 0) {
      return a;
    }
    double result = StrictMath.log1p(x + x * x / (1 + StrictMath.sqrt(1 + x * x)));
    return copySign((float) result, a);
  }

  static float acosh(float a) {
    double x = a;
    return (float) StrictMath.log(x + StrictMath.sqrt(x - 1) * StrictMath.sqrt(x + 1));
  }

  static float atanh(float a) {
    double x = a;
    return a == 0 ? a : (float) (0.5 * (StrictMath.log1p(x) - StrictMath.log1p(-x)));
  }

  static float roundAway(float a) {
    return copySign((float) Math.floor(Math.abs((double) a) + 0.5), a);
  }

  static float truncate(float a) {
    return (float) (a < 0 ? Math.ceil(a) : Math.floor(a));
  }

  /** -1, 1, or a zero of the same sign; 0 for a NaN. */
  static float sign(float a) {
    return Float.isNaN(a) ? 0 : a > 0 ? 1 : a < 0 ? -1 : a;
  }

  static float saturate(float a) {
    return a > 0 ? Math.min(a, 1) : 0;
  }
}
