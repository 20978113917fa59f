package winofuzz.metal.sim.lanes;

import java.math.BigInteger;

/**
 * Arithmetic in the field of the integers modulo the prime 2^61 - 1. Its elements are the residues
 * from 0 to below the prime.
 */
public final class FieldMath {

  private static final int BITS = 61;

  /** The number of elements, 2^61 - 1. */
  public static final long PRIME = (1L << BITS) - 1;

  private static final BigInteger MODULUS = BigInteger.valueOf(PRIME);

  private FieldMath() {}

  public static long add(long a, long b) {
    return lifted(a + b - PRIME);
  }

  public static long subtract(long a, long b) {
    return lifted(a - b);
  }

  public static long negate(long a) {
    return subtract(0, a);
  }

  /** Returns the product: 2^61 is 1, so that what lies above the low 61 bits is added to them. */
  public static long multiply(long a, long b) {
    long low = a * b;
    long high = Math.multiplyHigh(a, b) << (Long.SIZE - BITS) | low >>> BITS;
    return lifted(high + (low & PRIME) - PRIME);
  }

  static long multiplyAdd(long a, long b, long c) {
    return add(multiply(a, b), c);
  }

  /** Returns a number from -PRIME to below PRIME as its residue. */
  private static long lifted(long value) {
    return value + (value >> (Long.SIZE - 1) & PRIME);
  }

  /** Returns the inverse of an element other than 0: its power of PRIME - 2. */
  public static long inverse(long a) {
    long power = a;
    long result = 1;
    for (long exponent = PRIME - 2; exponent != 0; exponent >>= 1) {
      if ((exponent & 1) != 0) {
        result = multiply(result, power);
      }
      power = multiply(power, power);
    }
    return result;
  }

  public static long ofSigned(long integer) {
    return Math.floorMod(integer, PRIME);
  }

  public static long ofUnsigned(long integer) {
    return Long.remainderUnsigned(integer, PRIME);
  }

  /** Returns the residue of an integer of any size. */
  public static long of(BigInteger integer) {
    return integer.mod(MODULUS).longValueExact();
  }
}
