package winofuzz.metal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Typed elements in memory. */
final class BufferTest {

  @Test
  void elementsAreLittleEndian() {
    assertArrayEquals(new byte[] {1, 2, 0, 0}, Buffer.ofInts(0x0201).toBytes());
    assertArrayEquals(new byte[] {0, 0, (byte) 0x80, 0x3f}, Buffer.ofFloats(1).toBytes());
    assertArrayEquals(new byte[] {0, 0x3c}, Buffer.ofDoubles(ElementType.FLOAT16, 1).toBytes());
  }

  @Test
  void numbersAreRoundedOnceToNarrowTypes() {
    double justAboveTie = 1 + 0x1p-11 + 0x1p-40;
    assertEquals(0x3c01, Buffer.ofDoubles(ElementType.FLOAT16, justAboveTie).bits(0));
    assertEquals(0x3c00, Buffer.ofDoubles(ElementType.FLOAT16, 1 + 0x1p-11).bits(0));
    assertEquals(0x3f80, Buffer.ofDoubles(ElementType.BFLOAT16, 1 + 0x1p-8).bits(0));
    assertEquals(0x3f81, Buffer.ofDoubles(ElementType.BFLOAT16, 1 + 0x1p-8 + 0x1p-40).bits(0));
    assertEquals(0x7fc0, Buffer.ofDoubles(ElementType.BFLOAT16, Double.NaN).bits(0));
  }

  @Test
  void numbersReadBackWithTheirSign() {
    assertEquals(-1, Buffer.ofDoubles(ElementType.INT8, -1).number(0));
    assertEquals(255, Buffer.ofDoubles(ElementType.UINT8, -1).number(0));
    assertEquals(-1, Buffer.ofDoubles(ElementType.INT64, -1).number(0));
    assertEquals(0x1p64, Buffer.ofDoubles(ElementType.UINT64, -1).number(0));
    assertEquals(-0.5, Buffer.ofDoubles(ElementType.BFLOAT16, -0.5).number(0));
  }

  @Test
  void contentsCannotBeChangedFromOutside() {
    byte[] bytes = {1, 2, 3, 4};
    Buffer buffer = Buffer.ofBytes(ElementType.INT32, bytes);
    bytes[0] = 9;
    buffer.toBytes()[1] = 9;
    assertEquals(0x04030201, buffer.bits(0));
    assertEquals(Buffer.ofInts(0x04030201), buffer);
    assertNotEquals(Buffer.ofDoubles(ElementType.UINT32, 0x04030201), buffer);
  }

  @Test
  void impossibleSizesAreRefused() {
    assertEquals(
        "buffer of float32: expected a multiple of 4 bytes, found 3",
        assertThrows(
                BadLaunchException.class, () -> Buffer.ofBytes(ElementType.FLOAT32, new byte[3]))
            .getMessage());
    assertThrows(BadLaunchException.class, () -> Buffer.zeros(ElementType.INT64, 1 << 28));
    assertThrows(BadLaunchException.class, () -> Buffer.zeros(ElementType.INT8, -1));
  }

  @Test
  void extentsCountXFirst() {
    Extent extent = Extent.of(2, 3, 4);
    assertEquals(24, extent.count());
    assertEquals(Extent.of(1, 0, 0), extent.position(1));
    assertEquals(Extent.of(0, 1, 0), extent.position(2));
    assertEquals(Extent.of(1, 2, 3), extent.position(23));
  }
}
