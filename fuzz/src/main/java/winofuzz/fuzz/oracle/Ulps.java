package winofuzz.fuzz.oracle;

import winofuzz.ir.DType;

/** Distances between floats, in units in the last place. */
public final class Ulps {
  private Ulps() {}

  /**
   * Returns how many steps from one float of a type to the next lie between two of them; zeros of
   * either sign are one float.
   *
   * @return at most {@link Long#MAX_VALUE}, which stands for a NaN as well
   */
  public static long between(DType dtype, double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Long.MAX_VALUE;
    }
    long first = rank(dtype, a);
    long second = rank(dtype, b);
    try {
      return Math.absExact(Math.subtractExact(first, second));
    } catch (ArithmeticException overflow) {
      return Long.MAX_VALUE;
    }
  }

  /** Numbers floats in the order of their values. */
  private static long rank(DType dtype, double value) {
    long magnitude = bits(dtype, Math.abs(value));
    return value < 0 ? -magnitude : magnitude;
  }

  /** Returns the bits of a float of a type; of any other type those of the double. */
  public static long bits(DType dtype, double value) {
    return switch (dtype.kind()) {
      case FLOAT16 -> Float.floatToFloat16((float) value) & 0xffffL;
      case BFLOAT16 -> Float.floatToRawIntBits((float) value) >>> 16;
      case FLOAT32 -> Float.floatToRawIntBits((float) value) & 0xffffffffL;
      case FLOAT64, VOID, INDEX, BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          Double.doubleToRawLongBits(value);
    };
  }
}
