package winofuzz.metal;

/** Rounding of doubles to the 16-bit floating types, once, to nearest even. */
final class NarrowFloats {

  private NarrowFloats() {}

  static short toFloat16(double value) {
    return Float.floatToFloat16(toOdd(value));
  }

  static short toBfloat16(double value) {
    float odd = toOdd(value);
    int bits = Float.floatToRawIntBits(odd);
    if (Float.isNaN(odd)) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  /**
   * Returns the float next to a value on the side that keeps what a narrower rounding depends on:
   * rounding to odd, then to nearest, rounds as if once (Boldo and Melquiond, 2008).
   */
  private static float toOdd(double value) {
    float nearest = (float) value;
    boolean even = (Float.floatToRawIntBits(nearest) & 1) == 0;
    if (nearest == value || Double.isNaN(value) || !even) {
      return nearest;
    }
    return nearest < value ? Math.nextUp(nearest) : Math.nextDown(nearest);
  }
}
