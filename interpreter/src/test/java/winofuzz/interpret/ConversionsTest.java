package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;
import winofuzz.ir.Op;

/** CAST and BITCAST between all kinds of types. */
final class ConversionsTest {
  private static final DType INT8 = DType.scalar(DType.Kind.INT8);
  private static final DType UINT8 = DType.scalar(DType.Kind.UINT8);
  private static final DType UINT32 = DType.scalar(DType.Kind.UINT32);
  private static final DType UINT64 = DType.scalar(DType.Kind.UINT64);

  private static Values cast(DType to, Values values) {
    return Elementwise.ieee(Op.CAST, to, values);
  }

  private static void assertElements(Values found, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found.at(i), "element " + i);
    }
  }

  /** A number of some type as the BigDecimal it is, or as a double that is no finite number. */
  private record Given(DType dtype, Values values) {
    static Given edges(DType dtype) {
      return new Given(
          dtype,
          GroundTruth.REALS.contains(dtype)
              ? GroundTruth.values(dtype, GroundTruth.realEdges(dtype))
              : GroundTruth.values(dtype, GroundTruth.integerEdges(dtype)));
    }

    boolean isReal() {
      return GroundTruth.REALS.contains(dtype);
    }

    BigInteger integer(int i) {
      BigInteger bits = BigInteger.valueOf(((Values.Integers) values).longAt(i));
      return GroundTruth.wrapped(dtype, bits);
    }
  }

  private static BigInteger asInteger(Given from, int i, DType to) {
    if (to.equals(DType.BOOL)) {
      boolean isZero = from.isReal() ? from.values.at(i) == 0 : from.integer(i).signum() == 0;
      return isZero ? BigInteger.ZERO : BigInteger.ONE;
    }
    return from.isReal()
        ? GroundTruth.saturated(to, from.values.at(i))
        : GroundTruth.wrapped(to, from.integer(i));
  }

  private static double asReal(Given from, int i, DType to) {
    return from.isReal()
        ? GroundTruth.rounded(to, from.values.at(i))
        : GroundTruth.rounded(to, new BigDecimal(from.integer(i)));
  }

  @Test
  void everyEdgeOfEveryTypeToEveryType() {
    for (DType type : GroundTruth.ALL) {
      Given from = Given.edges(type);
      for (DType to : GroundTruth.ALL) {
        Values found = cast(to, from.values);
        for (int i = 0; i < found.size(); i++) {
          String what = from.values.at(i) + " of " + type + " as " + to;
          if (found instanceof Values.Integers integers) {
            assertEquals(asInteger(from, i, to).longValue(), integers.longAt(i), what);
          } else {
            assertEquals(asReal(from, i, to), found.at(i), what);
          }
        }
      }
    }
  }

  @Test
  void everyBitPatternOfTheNarrowTypesIsReadAndWrittenBack() {
    DType int16 = DType.scalar(DType.Kind.INT16);
    long[] patterns = LongStream.range(Short.MIN_VALUE, Short.MAX_VALUE + 1).toArray();
    Values bits = Values.of(int16, patterns);
    for (DType dtype : List.of(DType.FLOAT16, DType.BFLOAT16)) {
      Values read = Elementwise.ieee(Op.BITCAST, dtype, bits);
      Values written = Elementwise.ieee(Op.BITCAST, int16, read);
      for (int i = 0; i < patterns.length; i++) {
        float expected =
            dtype.equals(DType.FLOAT16)
                ? Float.float16ToFloat((short) patterns[i])
                : Float.intBitsToFloat((int) patterns[i] << 16);
        assertEquals(expected, (float) read.at(i));
        if (!Float.isNaN(expected)) {
          assertEquals(patterns[i], ((Values.Integers) written).longAt(i));
        }
      }
    }
  }

  @Test
  void realsToIntegersTruncateAndSaturate() {
    Values x = Values.of(1.9f, -1.9f, 300f, -300f, Float.NaN, Float.POSITIVE_INFINITY);
    assertElements(cast(INT8, x), 1, -1, 127, -128, 0, 127);
    assertElements(cast(UINT8, x), 1, 0, 255, 0, 0, 255);
    assertElements(cast(DType.INT32, x), 1, -1, 300, -300, 0, Integer.MAX_VALUE);
    assertElements(cast(UINT32, Values.of(4e9f)), 4e9);
  }

  @Test
  void realsToTruth() {
    assertElements(
        cast(DType.BOOL, Values.of(0f, -0f, 0.1f, Float.NaN, Float.MIN_VALUE)), 0, 0, 1, 1, 1);
  }

  @Test
  void integersToRealsRoundOnce() {
    Values big = Values.of(DType.INT32, new long[] {16777217, 16777219, -16777217, 7});
    assertElements(cast(DType.FLOAT32, big), 16777216, 16777220, -16777216, 7);
    assertElements(cast(DType.FLOAT64, big), 16777217, 16777219, -16777217, 7);
    Values unsigned = Values.of(UINT64, new long[] {-1});
    assertElements(cast(DType.FLOAT32, unsigned), 0x1p64);
    assertElements(
        cast(DType.FLOAT16, Values.of(DType.INT32, new long[] {70000, 2049, 2051})),
        Double.POSITIVE_INFINITY,
        2048,
        2052);
  }

  @Test
  void integersToIntegersKeepTheLowBits() {
    Values x = Values.of(DType.INT32, new long[] {-1, 255, 128, 256, 0});
    assertElements(cast(INT8, x), -1, -1, -128, 0, 0);
    assertElements(cast(UINT8, x), 255, 255, 128, 0, 0);
    assertElements(cast(UINT32, x), 4294967295.0, 255, 128, 256, 0);
    assertElements(cast(DType.BOOL, x), 1, 1, 1, 1, 0);
  }

  @Test
  void realsToRealsRoundToNearestEven() {
    Values x = Values.of(1 + 0x1p-11f, 1 + 0x1.8p-10f, 65519f, 65520f, -0x1p-26f);
    assertElements(cast(DType.FLOAT16, x), 1, 1 + 0x1p-9, 65504, Double.POSITIVE_INFINITY, -0.0);
    assertElements(cast(DType.BFLOAT16, Values.of(1 + 0x1p-8f, 1 + 0x1.8p-7f)), 1, 1 + 0x1p-6);
    Values wide = Values.of(1 + 0x1p-24 + 0x1p-50, 1e300);
    assertElements(cast(DType.FLOAT32, wide), 1 + 0x1p-23, Double.POSITIVE_INFINITY);
    assertElements(cast(DType.FLOAT64, Values.of(0.1f)), 0.1f);
    assertElements(cast(DType.FLOAT16, Values.of(1 + 0x1p-11 + 0x1p-40)), 1 + 0x1p-10);
  }

  @Test
  void bitsAreReadAsAnotherType() {
    Values one = Values.of(1f, -0f);
    Values bits = Elementwise.ieee(Op.BITCAST, DType.INT32, one);
    assertElements(bits, 0x3F800000, Integer.MIN_VALUE);
    assertElements(Elementwise.ieee(Op.BITCAST, DType.FLOAT32, bits), 1, -0.0);
    DType int16 = DType.scalar(DType.Kind.INT16);
    Values halves =
        Elementwise.ieee(Op.BITCAST, int16, Values.of(DType.FLOAT16, new float[] {-2f}));
    assertElements(halves, (short) 0xC000);
    assertElements(Elementwise.ieee(Op.BITCAST, DType.FLOAT16, halves), -2);
    assertElements(
        Elementwise.ieee(Op.BITCAST, DType.BFLOAT16, Values.of(int16, new long[] {0x3FC0})), 1.5);
  }

  @Test
  void exactNumbersDoNotRound() {
    Values tenth = Values.of(0.1f);
    Values narrow = Elementwise.exact(Op.CAST, DType.FLOAT16, tenth);
    assertEquals(tenth.exactAt(0), narrow.exactAt(0));
    assertThrows(
        EvaluationException.class, () -> Elementwise.exact(Op.BITCAST, DType.INT32, tenth));
  }
}
