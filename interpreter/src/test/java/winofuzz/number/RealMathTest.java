package winofuzz.number;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Operations with rules of their own. */
final class RealMathTest {

  @Test
  void maxIgnoresOneNanAndOrdersZeros() {
    float nan = Float.NaN;
    assertEquals(1f, RealMath.max(nan, 1f));
    assertEquals(1f, RealMath.max(1f, nan));
    assertEquals(nan, RealMath.max(nan, nan));
    assertEquals(0f, RealMath.max(-0f, 0f));
    assertEquals(0f, RealMath.max(0f, -0f));
    assertEquals(-0f, RealMath.max(-0f, -0f));
    assertEquals(Float.NEGATIVE_INFINITY, RealMath.max(nan, Float.NEGATIVE_INFINITY));
    assertEquals(1.0, RealMath.max(Double.NaN, 1.0));
    assertEquals(0.0, RealMath.max(-0.0, 0.0));
  }

  @Test
  void truncationKeepsSigns() {
    assertEquals(-0.0, RealMath.truncate(-0.5));
    assertEquals(2.0, RealMath.truncate(2.9));
    assertEquals(-2.0, RealMath.truncate(-2.9));
    assertEquals(Double.NEGATIVE_INFINITY, RealMath.truncate(Double.NEGATIVE_INFINITY));
    assertEquals(Double.NaN, RealMath.truncate(Double.NaN));
  }

  @Test
  void logarithmsOfPowersOfTwoAreExact() {
    for (int e = -1000; e <= 1000; e++) {
      assertEquals(e, RealMath.log2(Math.scalb(1.0, e)));
      assertEquals(Math.scalb(1.0, e), RealMath.exp2(e));
    }
    assertEquals(Double.NEGATIVE_INFINITY, RealMath.log2(0));
    assertEquals(Double.NaN, RealMath.log2(-1));
    assertEquals(Double.POSITIVE_INFINITY, RealMath.log2(Double.POSITIVE_INFINITY));
    assertEquals(-1074, RealMath.log2(Double.MIN_VALUE), 1e-12);
  }

  @Property(tries = 2000)
  void narrowRoundingAgreesWithTheFormats(@ForAll float value) {
    assertEquals(
        (float) BinaryFormat.FLOAT16.round((double) value), RealMath.roundToFloat16(value));
    assertEquals(
        (float) BinaryFormat.BFLOAT16.round((double) value), RealMath.roundToBfloat16(value));
  }

  @Test
  void flushingKeepsSignsAndNormals() {
    assertEquals(-0f, RealMath.flush(BinaryFormat.FLOAT32, -Float.MIN_VALUE));
    assertEquals(0f, RealMath.flush(BinaryFormat.FLOAT32, Math.nextDown(Float.MIN_NORMAL)));
    assertEquals(Float.MIN_NORMAL, RealMath.flush(BinaryFormat.FLOAT32, Float.MIN_NORMAL));
    assertEquals(Float.NaN, RealMath.flush(BinaryFormat.FLOAT32, Float.NaN));
  }
}
