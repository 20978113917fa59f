package winofuzz.fuzz.inputs;

import winofuzz.number.BinaryFormat;

/** The numbers at which floats change their ways. */
final class EdgeValues {
  private EdgeValues() {}

  /**
   * Returns zero, the smallest and the largest denormal, the smallest normal number, the largest
   * finite one, infinity and NaN, none of them negative.
   */
  static double[] magnitudes(BinaryFormat format) {
    double smallestNormal = format.minNormal();
    double smallest = Math.scalb(1.0, format.minExponent() - format.precision() + 1);
    return new double[] {
      0.0,
      smallest,
      smallestNormal - smallest,
      smallestNormal,
      format.max(),
      Double.POSITIVE_INFINITY,
      Double.NaN
    };
  }
}
