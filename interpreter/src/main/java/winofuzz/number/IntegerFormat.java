package winofuzz.number;

import java.math.BigInteger;

/**
 * A machine integer in two's complement.
 *
 * <p>Values are held in a {@code long}, in range: signed and narrow unsigned ones as themselves, 64
 * unsigned bits as the {@code long} with the same bits. Arithmetic wraps around.
 *
 * @param bits 8, 16, 32 or 64
 * @param signed whether the top bit is a sign
 */
public record IntegerFormat(int bits, boolean signed) {
  /** Truth values as 0 and 1: a result of arithmetic on them is 1 unless it is 0. */
  public static final IntegerFormat BOOL = new IntegerFormat(1, false);

  public static final IntegerFormat INT8 = new IntegerFormat(8, true);
  public static final IntegerFormat UINT8 = new IntegerFormat(8, false);
  public static final IntegerFormat INT16 = new IntegerFormat(16, true);
  public static final IntegerFormat UINT16 = new IntegerFormat(16, false);
  public static final IntegerFormat INT32 = new IntegerFormat(32, true);
  public static final IntegerFormat UINT32 = new IntegerFormat(32, false);
  public static final IntegerFormat INT64 = new IntegerFormat(64, true);
  public static final IntegerFormat UINT64 = new IntegerFormat(64, false);

  private static final double TWO_63 = 0x1p63;
  private static final double TWO_64 = 0x1p64;

  /** Whether values need no wrapping after arithmetic on longs. */
  public boolean isFull() {
    return bits == 64;
  }

  /** Returns the value with the lowest bits of this one. */
  public long wrap(long value) {
    if (bits == 1) {
      return value == 0 ? 0 : 1;
    }
    int unused = 64 - bits;
    return signed ? (value << unused) >> unused : (value << unused) >>> unused;
  }

  /**
   * Returns the quotient truncated toward zero, as in C.
   *
   * @throws ArithmeticException if the divisor is zero
   */
  public long divide(long a, long b) {
    return signed || bits < 64 ? wrap(a / b) : Long.divideUnsigned(a, b);
  }

  /**
   * Returns the remainder of {@link #divide}.
   *
   * @throws ArithmeticException if the divisor is zero
   */
  public long remainder(long a, long b) {
    return signed || bits < 64 ? a % b : Long.remainderUnsigned(a, b);
  }

  /** Returns the value shifted left by the low log2(bits) bits of the distance, as in Metal. */
  public long shiftLeft(long a, long distance) {
    return wrap(a << (distance & (bits - 1)));
  }

  /** Returns the value shifted right, copying any sign; the distance is as for shiftLeft. */
  public long shiftRight(long a, long distance) {
    int by = (int) (distance & (bits - 1));
    return signed ? a >> by : a >>> by;
  }

  public boolean less(long a, long b) {
    if (signed || bits < 64) {
      return a < b;
    }
    return Long.compareUnsigned(a, b) < 0;
  }

  public long max(long a, long b) {
    return less(a, b) ? b : a;
  }

  public long minValue() {
    return signed ? -1L << (bits - 1) : 0;
  }

  /** Returns the largest value; of 64 unsigned bits, the long with all bits set. */
  public long maxValue() {
    return signed ? ~minValue() : -1L >>> (64 - bits);
  }

  /**
   * Returns a real number truncated toward zero; one out of range becomes the nearest value in
   * range and NaN becomes 0. C leaves that undefined; GPUs and the JVM saturate.
   */
  public long saturate(double value) {
    if (bits == 64 && !signed) {
      if (!(value > 0)) {
        return 0;
      }
      if (value >= TWO_64) {
        return -1L;
      }
      return value < TWO_63 ? (long) value : (long) (value - TWO_63) ^ Long.MIN_VALUE;
    }
    // The conversion of the JVM saturates to 64 bits and takes NaN to 0.
    return Math.clamp((long) value, minValue(), maxValue());
  }

  /**
   * Returns an exact integer as a value of this format, saturated like {@link #saturate(double)}.
   */
  public long saturate(BigInteger value) {
    BigInteger low = exact(minValue());
    BigInteger high = exact(maxValue());
    return value.max(low).min(high).longValue();
  }

  /** Returns the value as an exact integer. */
  public BigInteger exact(long value) {
    BigInteger result = BigInteger.valueOf(value);
    return !signed && bits == 64 && value < 0 ? result.add(BigInteger.ONE.shiftLeft(64)) : result;
  }

  /** Returns the value rounded to a binary format, ties to even; one rounding. */
  public double toReal(long value, BinaryFormat format) {
    if (Math.abs(value) <= 1L << 53 && (signed || bits < 64 || value >= 0)) {
      return format.round((double) value);
    }
    return format.round(new Rational(exact(value), BigInteger.ONE));
  }
}
