package winofuzz.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rounding into the binary formats, against the JDK's conversions and against exact distances. */
final class BinaryFormatTest {

  private static Rational ratio(BigDecimal decimal) {
    return Rational.parse(decimal.toPlainString());
  }

  @Property(tries = 2000)
  void decimalsRoundToFloatAsTheParserRoundsThem(
      @ForAll BigInteger digits, @ForAll @IntRange(min = -60, max = 60) int scale) {
    BigDecimal decimal = new BigDecimal(digits, scale);
    Rational exact = ratio(decimal);
    float parsed = decimal.signum() == 0 ? 0f : Float.parseFloat(decimal.toString());
    assertEquals(parsed, (float) BinaryFormat.FLOAT32.round(exact));
    double wide = decimal.signum() == 0 ? 0d : Double.parseDouble(decimal.toString());
    assertEquals(wide, BinaryFormat.FLOAT64.round(exact));
  }

  @Property(tries = 2000)
  void doublesRoundToEveryFormatAsExactNumbersDo(@ForAll double value) {
    for (BinaryFormat format : BinaryFormat.values()) {
      double expected = format.round(Rational.of(value));
      assertEquals(expected == 0 ? Math.copySign(0, value) : expected, format.round(value));
    }
  }

  @Property(tries = 2000)
  void theResultIsTheNearestOfItsFormat(@ForAll float value) {
    for (BinaryFormat format : new BinaryFormat[] {BinaryFormat.FLOAT16, BinaryFormat.BFLOAT16}) {
      double rounded = format.round((double) value);
      if (Double.isFinite(rounded)) {
        double unit =
            Math.scalb(
                1.0,
                Math.max(Math.getExponent(rounded), format.minExponent()) - format.precision() + 1);
        assertEquals(rounded, Math.rint(rounded / unit) * unit, "of the format");
        assertTrue(Math.abs(rounded - value) <= unit / 2, "nearest");
      }
    }
  }

  @Test
  void halfAgreesWithTheJdkOnAllItsBits() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float half = Float.float16ToFloat((short) bits);
      assertEquals(half, (float) BinaryFormat.FLOAT16.round((double) half));
      float above = Math.nextUp(half);
      assertEquals(
          Float.float16ToFloat(Float.floatToFloat16(above)),
          (float) BinaryFormat.FLOAT16.round((double) above));
    }
  }

  @Test
  void edges() {
    assertEquals(Double.POSITIVE_INFINITY, BinaryFormat.FLOAT16.round(65520.0));
    assertEquals(65504.0, BinaryFormat.FLOAT16.round(Math.nextDown(65520.0)));
    assertEquals(0x1p-24, BinaryFormat.FLOAT16.round(Math.nextUp(0x1p-25)));
    assertEquals(0.0, BinaryFormat.FLOAT16.round(0x1p-25), "a tie goes to even");
    assertEquals(-0.0, BinaryFormat.FLOAT16.round(-0x1p-26), "the sign stays");
    assertEquals(0x1p-133, BinaryFormat.BFLOAT16.round(0x1p-133));
    assertEquals(Double.POSITIVE_INFINITY, BinaryFormat.BFLOAT16.round(Float.MAX_VALUE));
    assertEquals(Double.NaN, BinaryFormat.BFLOAT16.round(Double.NaN));
    assertEquals(Float.MAX_VALUE, (float) BinaryFormat.FLOAT32.max());
    assertEquals(Float.MIN_NORMAL, (float) BinaryFormat.FLOAT32.minNormal());
  }
}
