package winofuzz.fuzz.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;

/** Distances in units in the last place, at the edges of each type. */
final class UlpsTest {
  @Test
  void neighboursAreOneApart() {
    assertEquals(1, Ulps.between(DType.FLOAT32, 1f, Math.nextUp(1f)));
    assertEquals(1, Ulps.between(DType.FLOAT64, 1d, Math.nextUp(1d)));
    assertEquals(1, Ulps.between(DType.FLOAT16, 1, 1 + 0x1p-10));
    assertEquals(1, Ulps.between(DType.BFLOAT16, 1, 1 + 0x1p-7));
  }

  @Test
  void aroundZero() {
    assertEquals(0, Ulps.between(DType.FLOAT32, 0.0, -0.0));
    assertEquals(2, Ulps.between(DType.FLOAT32, Float.MIN_VALUE, -Float.MIN_VALUE));
    assertEquals(0x3f800000, Ulps.between(DType.FLOAT32, 0, 1));
    assertEquals(0x3c00, Ulps.between(DType.FLOAT16, 0, -1));
  }

  @Test
  void infinitiesAndNaNs() {
    assertEquals(1, Ulps.between(DType.FLOAT32, Float.MAX_VALUE, Float.POSITIVE_INFINITY));
    assertEquals(Long.MAX_VALUE, Ulps.between(DType.FLOAT32, Float.NaN, 1));
    assertEquals(
        Long.MAX_VALUE,
        Ulps.between(DType.FLOAT64, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
  }

  @Test
  void bitsOfEachType() {
    assertEquals(0xbf800000L, Ulps.bits(DType.FLOAT32, -1));
    assertEquals(0xbc00L, Ulps.bits(DType.FLOAT16, -1));
    assertEquals(0xbf80L, Ulps.bits(DType.BFLOAT16, -1));
    assertEquals(Double.doubleToRawLongBits(-1), Ulps.bits(DType.FLOAT64, -1));
  }
}
