package winofuzz.interpret;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Finite numbers as integers over a power of two, each integer cut into limbs of so many bits with
 * the sign of the number: {@code number = sum(limb(i) * 2^(i * bits)) / 2^shift}.
 */
final class Limbs {
  private final int bits;
  private final int shift;
  private final List<double[]> limbs;

  private Limbs(int bits, int shift, List<double[]> limbs) {
    this.bits = bits;
    this.shift = shift;
    this.limbs = limbs;
  }

  static Limbs of(Values values, int bits) {
    int shift = 0;
    double largest = 0;
    for (int i = 0; i < values.size(); i++) {
      double v = values.at(i);
      if (!Double.isFinite(v)) {
        throw new EvaluationException(
            "convolution: expected finite numbers, found " + v + " at element " + i);
      }
      shift = Math.max(shift, fractionBits(v));
      largest = Math.max(largest, Math.abs(v));
    }
    int length = largest == 0 ? 1 : Math.max(1, Math.getExponent(largest) + 1 + shift);
    int count = (length + bits - 1) / bits;
    List<double[]> limbs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      limbs.add(new double[values.size()]);
    }
    for (int i = 0; i < values.size(); i++) {
      cut(values.at(i), shift, bits, limbs, i);
    }
    return new Limbs(bits, shift, limbs);
  }

  /** How many binary digits a number has after the point. */
  private static int fractionBits(double v) {
    if (v == 0) {
      return 0;
    }
    long raw = Double.doubleToRawLongBits(v);
    int biased = (int) (raw >>> 52) & 0x7FF;
    long significand = (raw & ((1L << 52) - 1)) | (biased == 0 ? 0 : 1L << 52);
    int unit = Math.max(biased, 1) - 1075;
    return Math.max(0, -(unit + Long.numberOfTrailingZeros(significand)));
  }

  private static void cut(double v, int shift, int bits, List<double[]> limbs, int element) {
    double scaled = Math.scalb(v, shift);
    if (Math.abs(scaled) < 0x1p62) {
      long rest = Math.abs((long) scaled);
      for (int i = 0; rest != 0; i++) {
        limbs.get(i)[element] = Math.copySign((double) (rest & ((1L << bits) - 1)), v);
        rest >>>= bits;
      }
      return;
    }
    BigInteger rest =
        new BigDecimal(Math.abs(v))
            .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(shift)))
            .toBigIntegerExact();
    BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    for (int i = 0; rest.signum() != 0; i++) {
      limbs.get(i)[element] = Math.copySign(rest.and(mask).doubleValue(), v);
      rest = rest.shiftRight(bits);
    }
  }

  /** Bits of one limb. */
  int bits() {
    return bits;
  }

  /** Returns the exponent of the common denominator. */
  int shift() {
    return shift;
  }

  /** How many limbs the longest number has. */
  int count() {
    return limbs.size();
  }

  /** Returns the limbs of one weight, the lowest first. */
  double[] limb(int index) {
    return limbs.get(index);
  }
}
