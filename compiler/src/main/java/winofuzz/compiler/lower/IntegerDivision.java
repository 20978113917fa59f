package winofuzz.compiler.lower;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Division by a constant as a multiplication and a shift.
 *
 * <p>After H. S. Warren, Hacker's Delight, chapter 10: for {@code 0 <= x <= limit} there are m and
 * s with {@code x / d = (x * m) >> s}. For negative x the shift rounds down where division rounds
 * toward zero, which is one less, as m * x is never a multiple of 2^s there.
 */
final class IntegerDivision {
  private IntegerDivision() {}

  /**
   * @param multiplier m
   * @param shift s
   */
  private record Magic(BigInteger multiplier, int shift) {
    boolean fits(UOp x, DType type) {
      return product(x.min()).compareTo(BigInteger.valueOf(type.kind().minValue())) >= 0
          && product(x.max()).compareTo(BigInteger.valueOf(type.kind().maxValue())) <= 0
          && multiplier.bitLength() < 63;
    }

    private BigInteger product(long x) {
      return multiplier.multiply(BigInteger.valueOf(x));
    }
  }

  /**
   * Returns the quotient without a division, in the type of x or in int64, or null where there is
   * no such.
   *
   * @param x of type int32 or int64
   * @param divisor any number; there is a quotient for those above 1 that are no power of two
   */
  static @Nullable UOp divide(UOp x, long divisor) {
    boolean isLong = x.dtype().equals(DType.INT64);
    if (divisor < 2 || Long.bitCount(divisor) == 1 || !(isLong || x.dtype().equals(DType.INT32))) {
      return null;
    }
    UOp own = divideIn(x.dtype(), x, divisor);
    if (own != null) {
      return own;
    }
    // An even divisor's factors of two are shifted out first, which makes x smaller.
    long even = Long.lowestOneBit(divisor);
    if (even > 1) {
      UOp half = x.divide(even);
      UOp rest = divideIn(x.dtype(), half, divisor / even);
      if (rest != null) {
        return rest;
      }
    }
    return isLong ? null : divideIn(DType.INT64, x, divisor);
  }

  private static @Nullable UOp divideIn(DType type, UOp x, long divisor) {
    BigInteger limit = BigInteger.valueOf(x.max()).max(BigInteger.valueOf(x.min()).negate());
    Magic magic = magic(limit, BigInteger.valueOf(divisor));
    if (!magic.fits(x, type)) {
      return null;
    }
    UOp product = x.cast(type).times(magic.multiplier.longValueExact());
    UOp shifted = product.alu(Op.SHR, product.constLike(magic.shift)).cast(x.dtype());
    return x.min() >= 0
        ? shifted
        : shifted.plus(x.lessThan(0).where(x.constLike(1), x.constLike(0)));
  }

  private static Magic magic(BigInteger largest, BigInteger divisor) {
    BigInteger one = BigInteger.ONE;
    BigInteger limit = largest.max(divisor.subtract(one));
    // The largest number up to the limit that is one less than a multiple of the divisor.
    BigInteger worst = limit.add(one).divide(divisor).multiply(divisor).subtract(one);
    for (int shift = 0; ; shift++) {
      BigInteger power = one.shiftLeft(shift);
      BigInteger excess = divisor.subtract(one).subtract(power.subtract(one).mod(divisor));
      if (power.compareTo(worst.multiply(excess)) > 0) {
        return new Magic(power.add(excess).divide(divisor), shift);
      }
    }
  }
}
