package winofuzz.metal.sim.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import winofuzz.metal.FieldLaunch;

/** The prime field, against {@link BigInteger}. */
final class FieldMathTest {

  private static final BigInteger P = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);
  private static final long[] EDGES = {
    0, 1, 2, 3, (1L << 60) - 1, 1L << 60, FieldMath.PRIME - 2, FieldMath.PRIME - 1
  };

  private static long[] values() {
    return LongStream.concat(LongStream.of(EDGES), new Random(3).longs(60, 0, FieldMath.PRIME))
        .toArray();
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  private static long residue(BigInteger value) {
    return value.mod(P).longValueExact();
  }

  @Test
  void thePrimeIsPrime() {
    assertEquals(P, big(FieldMath.PRIME));
    assertEquals(FieldLaunch.PRIME, FieldMath.PRIME);
    assertTrue(P.isProbablePrime(60));
  }

  @Test
  void sumsDifferencesAndProducts() {
    for (long a : values()) {
      for (long b : values()) {
        assertEquals(residue(big(a).add(big(b))), FieldMath.add(a, b));
        assertEquals(residue(big(a).subtract(big(b))), FieldMath.subtract(a, b));
        assertEquals(residue(big(a).multiply(big(b))), FieldMath.multiply(a, b));
      }
      assertEquals(residue(big(a).negate()), FieldMath.negate(a));
    }
  }

  @Test
  void inverses() {
    for (long a : values()) {
      if (a != 0) {
        assertEquals(residue(big(a).modInverse(P)), FieldMath.inverse(a));
      }
    }
  }

  @Test
  void integers() {
    long[] integers = {
      0, 1, -1, FieldMath.PRIME, -FieldMath.PRIME, Long.MAX_VALUE, Long.MIN_VALUE, -7
    };
    for (long value : integers) {
      assertEquals(residue(big(value)), FieldMath.ofSigned(value));
      assertEquals(
          residue(new BigInteger(Long.toUnsignedString(value))), FieldMath.ofUnsigned(value));
      assertEquals(residue(big(value)), FieldMath.of(big(value)));
    }
  }

  @Test
  void degreesAreSaturated() {
    assertEquals(5, FieldBinaryOperation.MULTIPLY.degree(2, 3));
    assertEquals(3, FieldBinaryOperation.ADD.degree(2, 3));
    assertEquals(3, FieldBinaryOperation.SUBTRACT.degree(3, 2));
    assertEquals(Degrees.MOST, Degrees.sum(Integer.MAX_VALUE, 1));
    assertEquals(64, Degrees.times(32, 2));
  }
}
