package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.number.IntegerFormat;

/** Arithmetic on the integer types and bool: every pair of edge values, every type. */
final class IntegerOperationsTest {
  private static final List<DType> TYPES =
      Arrays.stream(DType.Kind.values())
          .filter(kind -> kind.isInteger() && kind != DType.Kind.INDEX)
          .map(DType::scalar)
          .toList();

  private static long[] edges(IntegerFormat format) {
    long[] all = {
      0,
      1,
      2,
      3,
      7,
      -1,
      -2,
      -7,
      format.minValue(),
      format.minValue() + 1,
      format.maxValue(),
      format.maxValue() - 1,
      1L << (format.bits() - 1),
      100
    };
    return Arrays.stream(all).map(format::wrap).distinct().toArray();
  }

  private static void check(Op op, Expected expected) {
    for (DType dtype : TYPES) {
      IntegerFormat format = Formats.integer(dtype);
      long[] edges = edges(format);
      int n = edges.length;
      long[] left = new long[n * n];
      long[] right = new long[n * n];
      for (int i = 0; i < n * n; i++) {
        left[i] = edges[i / n];
        boolean divides = (op == Op.IDIV || op == Op.MOD) && edges[i % n] == 0;
        right[i] = divides ? 1 : edges[i % n];
      }
      DType result = op.isComparison() ? DType.BOOL : dtype;
      Values found = Elementwise.ieee(op, result, Values.of(dtype, left), Values.of(dtype, right));
      LongBinaryOperator truth = expected.of(format);
      for (int i = 0; i < left.length; i++) {
        String what = dtype + ": " + left[i] + " " + op + " " + right[i];
        long cell = ((Values.Integers) found).longAt(i);
        assertEquals(truth.applyAsLong(left[i], right[i]), cell, what);
      }
    }
  }

  @FunctionalInterface
  private interface Expected {
    LongBinaryOperator of(IntegerFormat format);
  }

  @Test
  void wrappingArithmetic() {
    check(Op.ADD, f -> (a, b) -> f.wrap(a + b));
    check(Op.SUB, f -> (a, b) -> f.wrap(a - b));
    check(Op.MUL, f -> (a, b) -> f.wrap(a * b));
  }

  @Test
  void divisionTruncatesAndRemaindersHaveTheDividendsSign() {
    check(Op.IDIV, f -> f::divide);
    check(Op.MOD, f -> f::remainder);
    Values a = Values.of(DType.INT32, new long[] {-7, 7, -7});
    Values b = Values.of(DType.INT32, new long[] {2, -2, -2});
    assertEquals(-3, Elementwise.ieee(Op.IDIV, DType.INT32, a, b).at(0));
    assertEquals(1, Elementwise.ieee(Op.MOD, DType.INT32, a, b).at(1));
    assertEquals(-1, Elementwise.ieee(Op.MOD, DType.INT32, a, b).at(2));
  }

  @Test
  void divisionByZeroNamesTheNode() {
    Values one = Values.of(DType.INT32, new long[] {1});
    Values zero = Values.of(DType.INT32, new long[] {0});
    EvaluationException e =
        assertThrows(
            EvaluationException.class, () -> Elementwise.ieee(Op.IDIV, DType.INT32, one, zero));
    assertTrue(String.valueOf(e.getMessage()).startsWith("IDIV int32"), e.getMessage());
  }

  @Test
  void bitsAndShifts() {
    check(Op.AND, f -> (a, b) -> f.wrap(a & b));
    check(Op.OR, f -> (a, b) -> f.wrap(a | b));
    check(Op.XOR, f -> (a, b) -> f.wrap(a ^ b));
    check(Op.SHL, f -> f::shiftLeft);
    check(Op.SHR, f -> f::shiftRight);
  }

  @Test
  void orderIsThatOfTheType() {
    check(Op.MAX, f -> f::max);
    check(Op.CMPLT, f -> (a, b) -> f.exact(a).compareTo(f.exact(b)) < 0 ? 1 : 0);
    check(Op.CMPEQ, f -> (a, b) -> a == b ? 1 : 0);
    check(Op.CMPNE, f -> (a, b) -> a == b ? 0 : 1);
  }

  @Test
  void truthValues() {
    Values a = Values.of(DType.BOOL, new long[] {0, 0, 1, 1});
    Values b = Values.of(DType.BOOL, new long[] {0, 1, 0, 1});
    assertEquals("0111", bits(Elementwise.ieee(Op.ADD, DType.BOOL, a, b)));
    assertEquals("0001", bits(Elementwise.ieee(Op.MUL, DType.BOOL, a, b)));
    assertEquals("0111", bits(Elementwise.ieee(Op.MAX, DType.BOOL, a, b)));
    assertEquals("0110", bits(Elementwise.ieee(Op.XOR, DType.BOOL, a, b)));
    assertEquals("0100", bits(Elementwise.ieee(Op.CMPLT, DType.BOOL, a, b)));
  }

  private static String bits(Values values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      text.append((int) values.at(i));
    }
    return text.toString();
  }
}
