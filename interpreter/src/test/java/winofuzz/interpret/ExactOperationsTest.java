package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.number.Rational;

/** Exact arithmetic against rationals, in the fast form and beyond it. */
final class ExactOperationsTest {
  private static final List<Op> OPERATIONS = List.of(Op.ADD, Op.SUB, Op.MUL, Op.MAX);

  private static BiFunction<Rational, Rational, Rational> truth(Op op) {
    return switch (op) {
      case ADD -> Rational::plus;
      case SUB -> Rational::minus;
      case MUL -> Rational::times;
      case MAX -> (a, b) -> a.compareTo(b) < 0 ? b : a;
      default -> throw new AssertionError(op);
    };
  }

  private static void check(Op op, Values a, Values b) {
    Values found = Elementwise.exact(op, a.dtype(), a, b);
    for (int i = 0; i < a.size(); i++) {
      assertEquals(truth(op).apply(a.exactAt(i), b.exactAt(i)), found.exactAt(i), op.toString());
    }
  }

  @Property(tries = 200)
  void anyFiniteNumbers(@ForAll @Size(4) float[] x, @ForAll @Size(4) float[] y) {
    for (Op op : OPERATIONS) {
      check(op, Values.of(x), Values.of(y));
    }
  }

  @Property(tries = 200)
  void integersOfEveryMagnitude(
      @ForAll @Size(3) long[] x, @ForAll @IntRange(max = 62) int shift, @ForAll @Size(3) int[] y) {
    double[] a = new double[3];
    double[] b = new double[3];
    for (int i = 0; i < 3; i++) {
      a[i] = x[i] >> shift;
      b[i] = y[i];
    }
    for (Op op : OPERATIONS) {
      check(op, Values.of(a), Values.of(b));
    }
  }

  @Test
  void comparisonsAreOfTheNumbers() {
    Values a = Values.of(0.1, 0x1p60, -0.0, 1 / 3.0);
    Values b = Values.of(0.1f, 0x1p60 + 256, 0.0, 0.25);
    Values less = Elementwise.exact(Op.CMPLT, DType.BOOL, a, b);
    Values equal = Elementwise.exact(Op.CMPEQ, DType.BOOL, a, b);
    double[] expectedLess = {1, 1, 0, 0};
    double[] expectedEqual = {0, 0, 1, 0};
    for (int i = 0; i < 4; i++) {
      assertEquals(expectedLess[i], less.at(i));
      assertEquals(expectedEqual[i], equal.at(i));
    }
  }

  @Test
  void quotientsHaveNoRounding() {
    Values three = Values.of(3.0, -7.0);
    Values inverse = Elementwise.exact(Op.RECIP, DType.FLOAT64, three);
    assertEquals(Rational.of(1, 3), inverse.exactAt(0));
    assertEquals(Rational.of(-1, 7), inverse.exactAt(1));
    Values quotient = Elementwise.exact(Op.FDIV, DType.FLOAT64, Values.of(2.0, 2.0), three);
    assertEquals(Rational.of(2, 3), quotient.exactAt(0));
    assertThrows(
        EvaluationException.class,
        () -> Elementwise.exact(Op.RECIP, DType.FLOAT64, Values.of(0.0)));
  }

  @Test
  void onOneNumber() {
    Values x = Values.of(-2.75, 2.75, 0x1p80);
    Values truncated = Elementwise.exact(Op.TRUNC, DType.FLOAT64, x);
    assertEquals(-2, truncated.at(0));
    assertEquals(2, truncated.at(1));
    assertEquals(0x1p80, truncated.at(2));
    assertEquals(2.75, Elementwise.exact(Op.NEG, DType.FLOAT64, x).at(0));
  }

  @Test
  void whatHasNoRationalValueIsReported() {
    Values two = Values.of(2.0);
    for (Op op : List.of(Op.SQRT, Op.EXP2, Op.LOG2, Op.SIN)) {
      assertThrows(EvaluationException.class, () -> Elementwise.exact(op, DType.FLOAT64, two));
    }
    for (double special : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          EvaluationException.class,
          () -> Elementwise.exact(Op.NEG, DType.FLOAT64, Values.of(special)));
    }
  }
}
