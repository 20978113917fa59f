package winofuzz.metal.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import winofuzz.metal.Buffer;
import winofuzz.metal.ElementType;

/** Bit for bit, NaN equal to NaN, or within some units in the last place. */
final class BufferComparisonTest {

  private static final BufferComparison EQUAL = new BufferComparison.Equal();

  private static long ulps(Buffer a, Buffer b) {
    return assertInstanceOf(BufferComparison.Different.class, BufferComparison.compare(a, b, 0))
        .ulp();
  }

  @Test
  void nansAreEqualWhateverTheirBits() {
    Buffer a = Buffer.ofFloats(Float.NaN);
    Buffer b = Buffer.ofBytes(ElementType.FLOAT32, new byte[] {1, 0, (byte) 0xc0, (byte) 0xff});
    assertEquals(EQUAL, BufferComparison.compare(a, b, 0));
    assertInstanceOf(
        BufferComparison.Different.class,
        BufferComparison.compare(a, Buffer.ofFloats(1), 1_000_000_000));
  }

  @Test
  void zerosDifferBySignUnlessTolerated() {
    Buffer plus = Buffer.ofFloats(0f);
    Buffer minus = Buffer.ofFloats(-0f);
    assertEquals(0, ulps(plus, minus));
    assertEquals(EQUAL, BufferComparison.compare(plus, minus, 1));
  }

  @Test
  void distanceCountsValuesBetween() {
    assertEquals(1, ulps(Buffer.ofFloats(1f), Buffer.ofFloats(Math.nextUp(1f))));
    assertEquals(2, ulps(Buffer.ofFloats(Float.MIN_VALUE), Buffer.ofFloats(-Float.MIN_VALUE)));
    assertEquals(
        1, ulps(Buffer.ofFloats(Float.MAX_VALUE), Buffer.ofFloats(Float.POSITIVE_INFINITY)));
    assertEquals(
        1024,
        ulps(Buffer.ofDoubles(ElementType.FLOAT16, 1), Buffer.ofDoubles(ElementType.FLOAT16, 2)));
  }

  @Test
  void toleranceIsForFloatsOnly() {
    Buffer a = Buffer.ofFloats(1f);
    Buffer b = Buffer.ofFloats(1 + 4 * Math.ulp(1f));
    assertEquals(EQUAL, BufferComparison.compare(a, b, 4));
    assertInstanceOf(BufferComparison.Different.class, BufferComparison.compare(a, b, 3));
    assertInstanceOf(
        BufferComparison.Different.class,
        BufferComparison.compare(Buffer.ofInts(1), Buffer.ofInts(2), 4));
  }

  @Test
  void integersAreShownWithTheirSign() {
    BufferComparison.Different different =
        assertInstanceOf(
            BufferComparison.Different.class,
            BufferComparison.compare(
                Buffer.ofDoubles(ElementType.INT8, 5, -1),
                Buffer.ofDoubles(ElementType.INT8, 5, 1),
                0));
    assertEquals(new BufferComparison.Different(1, 1, "-1", "1", 2), different);
    different =
        assertInstanceOf(
            BufferComparison.Different.class,
            BufferComparison.compare(
                Buffer.ofDoubles(ElementType.UINT16, 65535),
                Buffer.ofDoubles(ElementType.UINT16, 0),
                0));
    assertEquals("65535", different.expected());
  }

  @Test
  void differentShapesCannotBeCompared() {
    assertThrows(
        IllegalArgumentException.class,
        () -> BufferComparison.compare(Buffer.ofInts(1), Buffer.ofInts(1, 2), 0));
  }
}
