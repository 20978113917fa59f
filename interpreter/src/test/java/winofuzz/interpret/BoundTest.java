package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.ScalarOp;
import winofuzz.number.BinaryFormat;
import winofuzz.number.NumericProfile;
import winofuzz.number.NumericProfile.MatrixAccumulation;
import winofuzz.number.Rational;

/** Bounds contain the exact value, the numbers they belong to are those of ieee semantics. */
final class BoundTest {
  private static final NumericProfile FLUSHING =
      new NumericProfile(
          EnumSet.allOf(BinaryFormat.class),
          NumericProfile.Contraction.NONE,
          MatrixAccumulation.FUSED_LEFT_FOLD);

  private static Values.Bounded bounded(Interpreter interpreter, RandomGraph graph) {
    return (Values.Bounded) interpreter.evaluate(graph.program(), graph.inputs()).output();
  }

  private static Interpreter bound(NumericProfile profile) {
    return Interpreter.of(Semantics.BOUND).withProfile(profile);
  }

  /** Which elements contain the exact value although their bound is finite. */
  private static void assertContains(Values exact, Values.Bounded found) {
    for (int i = 0; i < found.size(); i++) {
      double bound = found.boundAt(i);
      assertTrue(bound >= 0, "the bound is a number");
      if (Double.isFinite(bound)) {
        Rational distance = exact.exactAt(i).minus(found.exactAt(i)).abs();
        assertTrue(
            distance.compareTo(Rational.of(bound)) <= 0,
            "element " + i + ": " + found.at(i) + " is off by " + distance + ", bound " + bound);
      }
    }
  }

  @Property(tries = 1000)
  void theBoundContainsTheExactValueOfRandomGraphs(@ForAll long seed, @ForAll boolean flushes) {
    RandomGraph graph = RandomGraph.draw(seed);
    NumericProfile profile = flushes ? FLUSHING : NumericProfile.STRICT;
    Values.Bounded found = bounded(bound(profile), graph);
    Values ieee =
        Interpreter.of(Semantics.IEEE)
            .withProfile(profile)
            .evaluate(graph.program(), graph.inputs())
            .output();
    for (int i = 0; i < found.size(); i++) {
      assertEquals(ieee.at(i), found.at(i), "the number is the one of ieee semantics");
    }
    assertContains(exactly(graph), found);
  }

  private static Values exactly(RandomGraph graph) {
    try {
      return Interpreter.of(Semantics.EXACT).evaluate(graph.program(), graph.inputs()).output();
    } catch (EvaluationException divisionByZero) {
      Assume.that(false);
      throw divisionByZero;
    }
  }

  @Test
  void boundsAreSeldomInfinite() {
    int finite = 0;
    int elements = 0;
    for (int seed = 0; seed < 300; seed++) {
      Values.Bounded found = bounded(bound(NumericProfile.STRICT), RandomGraph.draw(seed));
      for (int i = 0; i < found.size(); i++) {
        finite += Double.isFinite(found.boundAt(i)) ? 1 : 0;
        elements++;
      }
    }
    assertTrue(finite > elements * 7 / 10, finite + " of " + elements + " bounds are finite");
  }

  private static Values.Bounded of(Op op, DType dtype, Values... operands) {
    return (Values.Bounded) Elementwise.apply(Interpreter.of(Semantics.BOUND), op, dtype, operands);
  }

  @Test
  void whereNothingRoundsTheBoundIsZero() {
    Values x = Values.of(1.5f, -3f, 0x1p-149f, 0f);
    Values y = Values.of(0.25f, 7f, 0x1p-149f, -0f);
    for (Op op : List.of(Op.ADD, Op.SUB, Op.MAX)) {
      Values.Bounded found = of(op, DType.FLOAT32, x, y);
      for (int i = 0; i < found.size(); i++) {
        assertEquals(0, found.boundAt(i), op + " of element " + i);
      }
    }
    assertEquals(0, of(Op.MUL, DType.FLOAT32, x, y).boundAt(1));
    assertEquals(0, of(Op.FDIV, DType.FLOAT32, x, y).boundAt(0));
  }

  @Test
  void oneRoundingIsKnownToTheBit() {
    Values x = Values.of(1f, 0x1p-149f, Float.MAX_VALUE);
    Values y = Values.of(0x1p-30f, 0x1p-1f, 1f);
    assertEquals(0x1p-30, of(Op.ADD, DType.FLOAT32, x, y).boundAt(0), 0x1p-70);
    Values.Bounded products = of(Op.MUL, DType.FLOAT32, x, y);
    assertEquals(0, products.at(1), "underflow, ties to even");
    assertEquals(0x1p-150, products.boundAt(1), 0x1p-190);
    Values.Bounded narrow = of(Op.CAST, DType.BFLOAT16, Values.of(1 + 0x1p-9f));
    assertEquals(0x1p-9, narrow.boundAt(0), 0x1p-50);
  }

  @Test
  void whatIsNoNumberHasAnInfiniteBound() {
    float[] large = {Float.MAX_VALUE, Float.NaN, Float.POSITIVE_INFINITY, 1};
    for (DType dtype : GroundTruth.REALS) {
      Values x = Values.of(dtype, large);
      Values.Bounded sums = of(Op.ADD, dtype, x, Values.of(dtype, new float[] {1, 1, 1, 1}));
      assertEquals(Double.POSITIVE_INFINITY, sums.boundAt(1));
      assertEquals(Double.POSITIVE_INFINITY, sums.boundAt(2));
      assertEquals(0, sums.boundAt(3));
    }
    Values most = Values.of(Float.MAX_VALUE);
    assertEquals(
        Double.POSITIVE_INFINITY, of(Op.ADD, DType.FLOAT32, most, most).boundAt(0), "overflow");
    Values infinity = Values.of(Float.POSITIVE_INFINITY);
    assertEquals(
        Double.POSITIVE_INFINITY, of(Op.RECIP, DType.FLOAT32, infinity).boundAt(0), "0 is a guess");
  }

  @Test
  void rootsOfRoundedNumbersAreBounded() {
    Random random = new Random(7);
    for (DType dtype : GroundTruth.REALS) {
      Values x = RandomGraph.values(random, dtype, 100, false);
      Values squares = Elementwise.apply(Interpreter.of(Semantics.BOUND), Op.MUL, dtype, x, x);
      Values.Bounded roots = of(Op.SQRT, dtype, squares);
      for (int i = 0; i < roots.size(); i++) {
        BigDecimal exact = new BigDecimal(x.at(i)).abs();
        BigDecimal distance = exact.subtract(new BigDecimal(roots.at(i))).abs();
        assertTrue(distance.compareTo(new BigDecimal(roots.boundAt(i))) <= 0, dtype + " " + i);
      }
      BigDecimal two = BigDecimal.TWO.sqrt(new MathContext(60));
      Values.Bounded root = of(Op.SQRT, dtype, Values.of(dtype, new float[] {2}));
      double distance = two.subtract(new BigDecimal(root.at(0))).abs().doubleValue();
      assertEquals(distance, root.boundAt(0), dtype.equals(DType.FLOAT64) ? 0x1p-51 : 0x1p-50);
    }
  }

  /** Of a number that is itself rounded, so that its error goes through the operation. */
  @Test
  void transcendentalsOfRoundedNumbersAreBounded() {
    Values.Bounded x = of(Op.FDIV, DType.FLOAT32, Values.of(1f, 7f, 100f), Values.of(3f, 11f, 7f));
    double[] exact = {1 / 3.0, 7 / 11.0, 100 / 7.0};
    for (Op op : List.of(Op.EXP2, Op.LOG2, Op.SIN)) {
      ScalarOp.Unary scalar = (ScalarOp.Unary) Objects.requireNonNull(op.scalar());
      Values.Bounded found = of(op, DType.FLOAT32, x);
      for (int i = 0; i < exact.length; i++) {
        double wanted = DoubleArithmetic.apply(scalar, exact[i]);
        double distance = Math.abs(wanted - found.at(i));
        // What the double is off itself is far below what rounding to float loses.
        assertTrue(distance <= found.boundAt(i) * (1 + 1e-6), op + " of " + exact[i]);
        assertTrue(found.boundAt(i) < 0x1p-20 * Math.abs(wanted), op + " of " + exact[i]);
      }
    }
    Values.Bounded powers = of(Op.POW, DType.FLOAT32, x, x);
    for (int i = 0; i < exact.length; i++) {
      double wanted = StrictMath.pow(exact[i], exact[i]);
      assertTrue(Math.abs(wanted - powers.at(i)) <= powers.boundAt(i) * (1 + 1e-6));
      assertTrue(powers.boundAt(i) < 0x1p-18 * wanted);
    }
  }

  @Test
  void whatDependsOnARoundingIsRefused() {
    Values.Bounded third = of(Op.FDIV, DType.FLOAT32, Values.of(1f), Values.of(3f));
    Values.Bounded one = of(Op.MUL, DType.FLOAT32, third, Values.of(3f));
    assertRefused("CMPLT", () -> Elementwise.apply(bound(), Op.CMPLT, DType.BOOL, one, ones()));
    assertRefused("CMPEQ", () -> Elementwise.apply(bound(), Op.CMPEQ, DType.BOOL, one, ones()));
    assertRefused("CAST", () -> Elementwise.apply(bound(), Op.CAST, DType.INT32, one));
    assertRefused("BITCAST", () -> Elementwise.apply(bound(), Op.BITCAST, DType.INT32, third));
    Values two = Values.of(2f);
    assertEquals(1, Elementwise.apply(bound(), Op.CMPLT, DType.BOOL, one, two).at(0));
    assertEquals(0, Elementwise.apply(bound(), Op.CAST, DType.INT32, third).at(0));
    Values zero = of(Op.SUB, DType.FLOAT32, one, ones());
    assertRefused("CAST", () -> Elementwise.apply(bound(), Op.CAST, DType.BOOL, zero));
    assertEquals(1, Elementwise.apply(bound(), Op.CAST, DType.BOOL, third).at(0));
    assertEquals(
        Double.POSITIVE_INFINITY,
        of(Op.RECIP, DType.FLOAT32, zero).boundAt(0),
        "the divisor may be zero");
  }

  private static Interpreter bound() {
    return Interpreter.of(Semantics.BOUND);
  }

  private static Values ones() {
    return Values.of(1f);
  }

  private static void assertRefused(String op, Runnable evaluation) {
    EvaluationException e = assertThrows(EvaluationException.class, evaluation::run);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(op) && message.contains("rounding cannot change"), message);
  }
}
