package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;
import winofuzz.ir.Op;

/** Arithmetic on the integer types and bool: every pair of edge values, every type. */
final class IntegerOperationsTest {
  /** What an operation must give, before it is wrapped into the type. */
  @FunctionalInterface
  private interface Truth {
    BinaryOperator<BigInteger> of(DType dtype);
  }

  private static void check(Op op, List<DType> types, Truth truth) {
    for (DType dtype : types) {
      List<BigInteger> edges = GroundTruth.integerEdges(dtype);
      List<BigInteger> left = new ArrayList<>();
      List<BigInteger> right = new ArrayList<>();
      for (BigInteger a : edges) {
        for (BigInteger b : edges) {
          if (b.signum() != 0 || (op != Op.IDIV && op != Op.MOD)) {
            left.add(a);
            right.add(b);
          }
        }
      }
      DType result = op.isComparison() ? DType.BOOL : dtype;
      Values found =
          Elementwise.ieee(
              op, result, GroundTruth.values(dtype, left), GroundTruth.values(dtype, right));
      for (int i = 0; i < left.size(); i++) {
        String what = dtype + ": " + left.get(i) + " " + op + " " + right.get(i);
        BigInteger exact = truth.of(dtype).apply(left.get(i), right.get(i));
        assertEquals(
            GroundTruth.wrapped(result, exact).longValue(),
            ((Values.Integers) found).longAt(i),
            what);
      }
    }
  }

  private static void check(Op op, BinaryOperator<BigInteger> truth) {
    check(op, GroundTruth.INTEGERS, dtype -> truth);
  }

  @Test
  void arithmeticWrapsAround() {
    check(Op.ADD, BigInteger::add);
    check(Op.SUB, BigInteger::subtract);
    check(Op.MUL, BigInteger::multiply);
  }

  @Test
  void divisionTruncatesAndRemaindersHaveTheDividendsSign() {
    check(Op.IDIV, BigInteger::divide);
    check(Op.MOD, BigInteger::remainder);
  }

  @Test
  void divisionByZeroNamesTheNode() {
    for (Op op : List.of(Op.IDIV, Op.MOD)) {
      for (DType dtype : GroundTruth.INTEGERS) {
        Values one = Values.of(dtype, new long[] {1});
        Values zero = Values.of(dtype, new long[] {0});
        EvaluationException e =
            assertThrows(EvaluationException.class, () -> Elementwise.ieee(op, dtype, one, zero));
        assertTrue(String.valueOf(e.getMessage()).startsWith(op + " " + dtype), e.getMessage());
      }
    }
  }

  @Test
  void bits() {
    check(Op.AND, BigInteger::and);
    check(Op.OR, BigInteger::or);
    check(Op.XOR, BigInteger::xor);
  }

  @Test
  void shiftsUseTheLowBitsOfTheDistanceAndKeepTheSign() {
    check(Op.SHL, GroundTruth.INTEGERS, t -> (a, b) -> a.shiftLeft(distance(t, b)));
    check(Op.SHR, GroundTruth.INTEGERS, t -> (a, b) -> a.shiftRight(distance(t, b)));
  }

  private static int distance(DType dtype, BigInteger b) {
    return b.mod(BigInteger.valueOf(GroundTruth.bits(dtype))).intValue();
  }

  @Test
  void orderIsThatOfTheType() {
    check(Op.MAX, BigInteger::max);
    check(Op.CMPLT, (a, b) -> truth(a.compareTo(b) < 0));
    check(Op.CMPEQ, (a, b) -> truth(a.equals(b)));
    check(Op.CMPNE, (a, b) -> truth(!a.equals(b)));
  }

  private static BigInteger truth(boolean holds) {
    return holds ? BigInteger.ONE : BigInteger.ZERO;
  }

  @Test
  void truthValuesAreZeroAndOneAndSumsOfThemAreDisjunctions() {
    List<DType> bool = List.of(DType.BOOL);
    check(Op.ADD, bool, t -> BigInteger::or);
    check(Op.MUL, bool, t -> BigInteger::and);
    check(Op.MAX, bool, t -> BigInteger::or);
    check(Op.AND, bool, t -> BigInteger::and);
    check(Op.OR, bool, t -> BigInteger::or);
    check(Op.XOR, bool, t -> BigInteger::xor);
    check(Op.CMPLT, bool, t -> (a, b) -> truth(a.compareTo(b) < 0));
    check(Op.CMPEQ, bool, t -> (a, b) -> truth(a.equals(b)));
    check(Op.CMPNE, bool, t -> (a, b) -> truth(!a.equals(b)));
  }

  @Test
  void onOneAndThreeNumbers() {
    for (DType dtype : GroundTruth.INTEGERS) {
      List<BigInteger> edges = GroundTruth.integerEdges(dtype);
      Values x = GroundTruth.values(dtype, edges);
      Values reversed = GroundTruth.values(dtype, edges.reversed());
      Values negated = Elementwise.ieee(Op.NEG, dtype, x);
      Values truncated = Elementwise.ieee(Op.TRUNC, dtype, x);
      Values sums = Elementwise.ieee(Op.MULACC, dtype, x, reversed, x);
      for (int i = 0; i < edges.size(); i++) {
        BigInteger a = edges.get(i);
        BigInteger b = edges.reversed().get(i);
        assertEquals(GroundTruth.wrapped(dtype, a.negate()), exact(negated, i), "-" + a);
        assertEquals(a, exact(truncated, i));
        assertEquals(GroundTruth.wrapped(dtype, a.multiply(b).add(a)), exact(sums, i));
      }
    }
  }

  private static BigInteger exact(Values values, int i) {
    return values.exactAt(i).numerator();
  }
}
