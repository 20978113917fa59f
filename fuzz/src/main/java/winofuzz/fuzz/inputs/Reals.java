package winofuzz.fuzz.inputs;

import winofuzz.number.BinaryFormat;
import winofuzz.number.Rational;

/** The domain {@code real}: one seed in four has a quarter of its values far from one. */
final class Reals {
  private Reals() {}

  static double value(long seed, Hash hash, BinaryFormat format) {
    double value = hash.with(1).normal();
    boolean wide = Hash.of(seed).with(-1).below(4) == 0;
    if (wide && hash.with(2).below(4) == 0) {
      int reach = Math.min(20, format.maxExponent() / 4);
      value = Math.scalb(value, hash.with(3).between(-reach, reach));
    }
    return round(value, format);
  }

  /** The nearest value of a format. */
  static double round(double value, BinaryFormat format) {
    return switch (format) {
      case FLOAT64 -> value;
      case FLOAT32 -> (float) value;
      case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
      case BFLOAT16 -> format.round(Rational.of(value));
    };
  }
}
