package winofuzz.metal.sim.lanes;

/**
 * Single roundings to the floating types from wider values.
 *
 * <p>A wider value is first rounded to odd in between, which leaves the narrower rounding what it
 * depends on (Boldo and Melquiond, Emulation of FMA and correctly rounded sums, 2008).
 */
public final class Narrow {

  private Narrow() {}

  /** Returns a float to the nearest bfloat, ties to even; a NaN stays one. */
  public static float toBfloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return Float.intBitsToFloat((bits & 0xffff0000) | 0x00400000);
    }
    return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
  }

  public static float toBfloat(double value) {
    return toBfloat(oddFloat(value));
  }

  public static float toHalf(double value) {
    return Float.float16ToFloat(Float.floatToFloat16(oddFloat(value)));
  }

  /** Returns a double rounded to odd in float. */
  private static float oddFloat(double value) {
    float nearest = (float) value;
    boolean even = (Float.floatToRawIntBits(nearest) & 1) == 0;
    if (nearest == value || Double.isNaN(value) || !even) {
      return nearest;
    }
    return nearest < value ? Math.nextUp(nearest) : Math.nextDown(nearest);
  }

  /** Returns a long rounded to odd in double. */
  static double toOdd(long value) {
    if (Math.abs(value >> 1) < 1L << 52) {
      return value;
    }
    return (double) ((value >> 12 << 12) | ((value & 0xfff) == 0 ? 0 : 0x800));
  }

  /** Returns an unsigned long rounded to odd in double. */
  static double unsignedToOdd(long value) {
    return value >= 0 ? toOdd(value) : 2 * toOdd((value >>> 1) | (value & 1));
  }

  static float unsignedToFloat(long value) {
    return value >= 0 ? (float) value : 2 * (float) ((value >>> 1) | (value & 1));
  }

  static int toUnsignedInt(float value) {
    return (int) Math.min(Math.max((long) value, 0), 0xffffffffL);
  }

  static long toUnsignedLong(float value) {
    if (value < 0x1p63f) {
      return Math.max((long) value, 0);
    }
    return value >= 0x1p64f ? -1 : (long) (value - 0x1p63f) + Long.MIN_VALUE;
  }

  static float fusedMultiplyAddToHalf(float a, float b, float c) {
    return toHalf(oddSum((double) a * b, c));
  }

  static float fusedMultiplyAddToBfloat(float a, float b, float c) {
    return toBfloat(oddSum((double) a * b, c));
  }

  /** Returns the sum of two doubles rounded to odd; its error is found by Knuth's two-sum. */
  private static double oddSum(double a, double b) {
    double sum = a + b;
    double part = sum - a;
    double error = (a - (sum - part)) + (b - part);
    boolean even = (Double.doubleToRawLongBits(sum) & 1) == 0;
    if (error == 0 || !Double.isFinite(sum) || !even) {
      return sum;
    }
    return error > 0 ? Math.nextUp(sum) : Math.nextDown(sum);
  }
}
