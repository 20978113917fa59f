package winofuzz.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Machine integers against big integers reduced to so many bits. */
final class IntegerFormatTest {
  private static final List<IntegerFormat> FORMATS =
      List.of(
          IntegerFormat.INT8,
          IntegerFormat.UINT8,
          IntegerFormat.INT16,
          IntegerFormat.UINT16,
          IntegerFormat.INT32,
          IntegerFormat.UINT32,
          IntegerFormat.INT64,
          IntegerFormat.UINT64);

  /** The value with the same lowest bits in the format's range. */
  private static BigInteger reduced(BigInteger value, IntegerFormat format) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(format.bits());
    BigInteger result = value.mod(modulus);
    return format.signed() && result.testBit(format.bits() - 1) ? result.subtract(modulus) : result;
  }

  @Property(tries = 500)
  void arithmeticWrapsAround(@ForAll long p, @ForAll long q) {
    for (IntegerFormat format : FORMATS) {
      long a = format.wrap(p);
      long b = format.wrap(q);
      BigInteger x = format.exact(a);
      BigInteger y = format.exact(b);
      assertEquals(reduced(BigInteger.valueOf(p), format), x, "wrap " + format);
      assertEquals(reduced(x.add(y), format), format.exact(format.wrap(a + b)));
      assertEquals(reduced(x.multiply(y), format), format.exact(format.wrap(a * b)));
      assertEquals(x.compareTo(y) < 0, format.less(a, b));
      assertEquals(x.max(y), format.exact(format.max(a, b)));
      if (b != 0) {
        assertEquals(reduced(x.divide(y), format), format.exact(format.divide(a, b)));
        assertEquals(x.remainder(y), format.exact(format.remainder(a, b)));
      }
    }
  }

  @Property(tries = 300)
  void shiftsUseTheLowBitsOfTheDistance(@ForAll long p, @ForAll int q) {
    for (IntegerFormat format : FORMATS) {
      long a = format.wrap(p);
      int by = q & (format.bits() - 1);
      assertEquals(
          reduced(format.exact(a).shiftLeft(by), format), format.exact(format.shiftLeft(a, q)));
      assertEquals(format.exact(a).shiftRight(by), format.exact(format.shiftRight(a, q)));
    }
  }

  @Test
  void divisionByZeroIsReported() {
    for (IntegerFormat format : FORMATS) {
      assertThrows(ArithmeticException.class, () -> format.divide(1, 0));
      assertThrows(ArithmeticException.class, () -> format.remainder(1, 0));
    }
  }

  @Test
  void theSmallestOverMinusOneWraps() {
    for (IntegerFormat format : FORMATS) {
      if (format.signed()) {
        assertEquals(format.minValue(), format.divide(format.minValue(), -1));
        assertEquals(0, format.remainder(format.minValue(), -1));
      }
    }
  }

  @Property(tries = 500)
  void realsAreTruncatedAndSaturated(@ForAll double value) {
    for (IntegerFormat format : FORMATS) {
      BigInteger expected =
          Rational.of(value)
              .truncate()
              .max(format.exact(format.minValue()))
              .min(format.exact(format.maxValue()));
      assertEquals(expected, format.exact(format.saturate(value)), format.toString());
    }
  }

  @Test
  void saturationAtTheEdges() {
    for (IntegerFormat format : FORMATS) {
      assertEquals(0, format.saturate(Double.NaN));
      assertEquals(format.maxValue(), format.saturate(Double.POSITIVE_INFINITY));
      assertEquals(format.minValue(), format.saturate(Double.NEGATIVE_INFINITY));
      assertEquals(0, format.saturate(-0.9));
    }
    assertEquals(1L << 63, IntegerFormat.UINT64.saturate(0x1p63));
  }

  @Property(tries = 500)
  void integersRoundOnceIntoEveryFormat(@ForAll long value) {
    for (IntegerFormat format : FORMATS) {
      long a = format.wrap(value);
      for (BinaryFormat real : BinaryFormat.values()) {
        double expected = real.round(new Rational(format.exact(a), BigInteger.ONE));
        assertEquals(expected, format.toReal(a, real));
      }
    }
  }

  @Test
  void truthIsAnythingButZero() {
    assertEquals(1, IntegerFormat.BOOL.wrap(2));
    assertEquals(0, IntegerFormat.BOOL.wrap(0));
  }
}
