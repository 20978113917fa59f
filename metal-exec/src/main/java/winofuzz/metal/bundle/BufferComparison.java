package winofuzz.metal.bundle;

import winofuzz.metal.Buffer;
import winofuzz.metal.ElementType;

/** The result of comparing two buffers. */
public sealed interface BufferComparison {

  /** Every element agrees. */
  record Equal() implements BufferComparison {}

  /**
   * Some do not.
   *
   * @param index the first that does not
   * @param count how many do not
   * @param expected the first's value
   * @param got what is there instead
   * @param ulp how far apart they are, in representable values; the distance of integers
   */
  record Different(int index, int count, String expected, String got, long ulp)
      implements BufferComparison {

    @Override
    public String toString() {
      return "element %d: expected %s, got %s (%d ulp apart), %d elements differ"
          .formatted(index, expected, got, ulp, count);
    }
  }

  /**
   * Compares two buffers of one type and length. A NaN equals any NaN; floating elements may differ
   * by a number of units in the last place, others not at all.
   *
   * @throws IllegalArgumentException if type or length differ
   */
  static BufferComparison compare(Buffer expected, Buffer got, int toleranceUlp) {
    if (expected.type() != got.type() || expected.length() != got.length()) {
      throw new IllegalArgumentException("cannot compare " + expected + " and " + got);
    }
    int tolerance = expected.type().isFloating() ? toleranceUlp : 0;
    int first = -1;
    int count = 0;
    for (int i = 0; i < expected.length(); i++) {
      if (expected.bits(i) != got.bits(i) && !agree(expected, got, i, tolerance)) {
        first = count == 0 ? i : first;
        count++;
      }
    }
    if (count == 0) {
      return new Equal();
    }
    return new Different(
        first, count, expected.shown(first), got.shown(first), ulp(expected, got, first));
  }

  private static boolean agree(Buffer expected, Buffer got, int index, int tolerance) {
    if (!expected.type().isFloating()) {
      return false;
    }
    boolean expectedNan = Double.isNaN(expected.number(index));
    boolean gotNan = Double.isNaN(got.number(index));
    if (expectedNan || gotNan) {
      return expectedNan && gotNan;
    }
    return tolerance > 0 && ulp(expected, got, index) <= tolerance;
  }

  private static long ulp(Buffer expected, Buffer got, int index) {
    ElementType type = expected.type();
    if (!type.isFloating()) {
      return (long) Math.abs(expected.number(index) - got.number(index));
    }
    return Math.abs(rank(type, expected.bits(index)) - rank(type, got.bits(index)));
  }

  /** Returns a floating value's rank in the order of all values, both zeros at 0. */
  private static long rank(ElementType type, long bits) {
    long sign = 1L << (8 * type.bytes() - 1);
    return (bits & sign) == 0 ? bits : -(bits & ~sign);
  }
}
