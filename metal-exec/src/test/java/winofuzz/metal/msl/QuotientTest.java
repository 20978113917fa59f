package winofuzz.metal.msl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounded constants are taken for the simplest numbers that round to them. */
final class QuotientTest {

  private static String simple(FloatFormat format, float value) {
    return Quotient.nearestSimple(format, value).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "0.16666667f, 1/6",
    "0.1f, 1/10",
    "0.25f, 1/4",
    "1e-3f, 1/1000",
    "3.0f, 3",
    "0.0f, 0",
    "0.33333334f, 1/3",
    "0.6666667f, 2/3",
    "5.25f, 21/4",
    "-0.041666668f, -1/24",
    "0.7071068f, 3363/4756",
    "1e10f, 10000000000",
    "16777216.0f, 16777216",
    "16777218.0f, 16777218",
    "8388607.5f, 16777215/2",
    "0.0009765625f, 1/1024",
    "1.4e-45f, 1/713623846352979940529142984724747568191373312"
  })
  void floats(float value, String expected) {
    assertEquals(expected, simple(FloatFormat.FLOAT, value));
  }

  @Test
  void aFloatIsItsDecimalExpansion() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (i % 2 == 0) {
        value = random.nextInt(1 << 24) * Math.scalb(1f, random.nextInt(60) - 50);
      }
      if (Float.isFinite(value)) {
        Quotient exact = Quotient.of(value);
        BigDecimal decimal = new BigDecimal(value);
        assertEquals(
            0,
            new BigDecimal(exact.numerator())
                .compareTo(decimal.multiply(new BigDecimal(exact.denominator()))));
        assertEquals(1, exact.denominator().bitCount());
        assertTrue(
            exact.denominator().equals(BigInteger.ONE) || exact.numerator().testBit(0),
            exact::toString);
      }
    }
  }

  /** 1/6 times 1/6 and the like, each factor and each product rounded. */
  @ParameterizedTest
  @CsvSource({"6, 6, 1/36", "24, 6, 1/144", "24, 24, 1/576", "90, 6, 1/540"})
  void productsOfRoundedConstants(int a, int b, String expected) {
    float product = (float) (1.0 / a) * (float) (1.0 / b);
    for (float value = Math.nextDown(product); value <= Math.nextUp(product); ) {
      assertEquals(expected, simple(FloatFormat.FLOAT, value));
      value = Math.nextUp(value);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.25, 1/4",
    "0.099975586, 1/10",
    "0.33325195, 1/3",
    "0.16662598, 1/6",
    "1000.5, 2001/2",
    "2048, 2048",
    "6.1035156e-5, 1/16384"
  })
  void halves(float value, String expected) {
    assertEquals(value, Float.float16ToFloat(Float.floatToFloat16(value)), "a half");
    assertEquals(expected, simple(FloatFormat.HALF, value));
  }

  @ParameterizedTest
  @CsvSource({"0.100097656, 1/10", "0.33398438, 1/3", "0.0009765625, 1/1024", "256, 256"})
  void bfloats(float value, String expected) {
    assertEquals(value, ScalarValues.round(ScalarType.BFLOAT, value), "a bfloat");
    assertEquals(expected, simple(FloatFormat.BFLOAT, value));
  }

  @Test
  void infinitiesAndNansAreNoNumbers() {
    for (float value : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN}) {
      assertFalse(Quotient.nearestSimple(FloatFormat.FLOAT, value).isFinite());
    }
    assertTrue(Quotient.nearestSimple(FloatFormat.FLOAT, Float.MAX_VALUE).isFinite());
  }

  /** By counting denominators, with the roundings of {@code half}. */
  @Test
  void noSmallerDenominatorRoundsToTheValue() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      float value = Float.float16ToFloat((short) (0x2000 + random.nextInt(0x3000)));
      Quotient found = Quotient.nearestSimple(FloatFormat.HALF, value);
      assertEquals(value, half(found.numerator(), found.denominator()), "rounds to it");
      if (Quotient.of(value).numerator().bitLength() <= 5) {
        assertEquals(Quotient.of(value), found);
        continue;
      }
      for (long q = 1; q < found.denominator().longValueExact(); q++) {
        long p = Math.round((double) value * q);
        assertTrue(
            half(BigInteger.valueOf(p), BigInteger.valueOf(q)) != value,
            "%s is %d/%d, found %s".formatted(value, p, q, found));
      }
    }
  }

  /** Quotients of small numbers are no halfway cases of doubles that round to halves. */
  private static float half(BigInteger numerator, BigInteger denominator) {
    double quotient = numerator.doubleValue() / denominator.doubleValue();
    float odd = (float) quotient;
    if (odd != quotient && (Float.floatToRawIntBits(odd) & 1) == 0) {
      odd = odd < quotient ? Math.nextUp(odd) : Math.nextDown(odd);
    }
    return Float.float16ToFloat(Float.floatToFloat16(odd));
  }
}
