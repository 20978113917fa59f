package winofuzz.interpret;

import java.util.Arrays;
import winofuzz.number.BinaryFormat;

/**
 * For each element the least and the largest value that it may have. Where both are NaN it must be
 * NaN; where they are all numbers from one infinity to the other, nothing is said of it.
 */
final class Enclosures {
  private final BinaryFormat format;
  private final double[] low;
  private final double[] high;

  /** Enclosures of elements that nothing is said of. */
  Enclosures(int size, BinaryFormat format) {
    this.format = format;
    this.low = new double[size];
    this.high = new double[size];
    Arrays.fill(low, Double.NEGATIVE_INFINITY);
    Arrays.fill(high, Double.POSITIVE_INFINITY);
  }

  int size() {
    return low.length;
  }

  double low(int element) {
    return low[element];
  }

  double high(int element) {
    return high[element];
  }

  /** Says that an element is NaN, or one of the infinities. */
  void putExactly(int element, double special) {
    low[element] = special;
    high[element] = special;
  }

  /**
   * Says that an element is a number near another one, rounded to nearest; nothing, unless both are
   * finite. Rounding keeps the order of numbers, so that only the ends need rounding.
   *
   * @param error how far the number is away before it is rounded; 0 where it is the value itself
   */
  void put(int element, double value, double error) {
    if (Double.isFinite(value) && Double.isFinite(error)) {
      double down = error == 0 ? value : Math.nextDown(value - error);
      double up = error == 0 ? value : Math.nextUp(value + error);
      low[element] = format.round(down);
      high[element] = format.round(up);
    }
  }

  /** Returns what holds if one or the other does. */
  Enclosures or(Enclosures other) {
    Enclosures result = new Enclosures(size(), format);
    for (int i = 0; i < size(); i++) {
      // A comparison with NaN leaves nothing said.
      if (low[i] <= other.high[i] || other.low[i] <= high[i]) {
        result.low[i] = Math.min(low[i], other.low[i]);
        result.high[i] = Math.max(high[i], other.high[i]);
      }
    }
    return result;
  }
}
