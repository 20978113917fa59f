package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.number.BinaryFormat;
import winofuzz.number.NumericProfile;

/** Arithmetic on the floating-point types: every pair of edge values, every type. */
final class RealOperationsTest {
  /** Both operands of every pair. */
  private static List<double[]> pairs(double[] edges) {
    int n = edges.length;
    double[] left = new double[n * n];
    double[] right = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      left[i] = edges[i / n];
      right[i] = edges[i % n];
    }
    return List.of(left, right);
  }

  /**
   * The exact result rounded once where it is a finite number; what double arithmetic says of
   * infinities, NaN and signs of zero where it is not.
   */
  private static double expected(
      DType dtype, double a, double b, BinaryOperator<BigDecimal> exact, double wide) {
    boolean isFinite = Double.isFinite(a) && Double.isFinite(b) && !Double.isNaN(wide);
    if (!isFinite || (b == 0 && Double.isInfinite(wide))) {
      return wide;
    }
    BigDecimal result = exact.apply(new BigDecimal(a), new BigDecimal(b));
    return result.signum() == 0 ? wide : GroundTruth.rounded(dtype, result);
  }

  private static void check(Op op, BinaryOperator<BigDecimal> exact, DoubleBinaryOperator special) {
    for (DType dtype : GroundTruth.REALS) {
      List<double[]> p = pairs(GroundTruth.realEdges(dtype));
      Values found = Elementwise.ieee(op, dtype, values(dtype, p.get(0)), values(dtype, p.get(1)));
      for (int i = 0; i < found.size(); i++) {
        double a = p.get(0)[i];
        double b = p.get(1)[i];
        assertEquals(
            expected(dtype, a, b, exact, special.applyAsDouble(a, b)),
            found.at(i),
            () -> dtype + ": " + a + " " + op + " " + b);
      }
    }
  }

  private static Values values(DType dtype, double[] cells) {
    return GroundTruth.values(dtype, cells);
  }

  @Test
  void sums() {
    check(Op.ADD, BigDecimal::add, Double::sum);
  }

  @Test
  void differences() {
    check(Op.SUB, BigDecimal::subtract, (a, b) -> a - b);
  }

  @Test
  void products() {
    check(Op.MUL, BigDecimal::multiply, (a, b) -> a * b);
  }

  @Test
  void quotients() {
    check(Op.FDIV, GroundTruth::quotient, (a, b) -> a / b);
  }

  @Test
  void maxima() {
    for (DType dtype : GroundTruth.REALS) {
      List<double[]> p = pairs(GroundTruth.realEdges(dtype));
      Values found =
          Elementwise.ieee(Op.MAX, dtype, values(dtype, p.get(0)), values(dtype, p.get(1)));
      for (int i = 0; i < found.size(); i++) {
        double a = p.get(0)[i];
        double b = p.get(1)[i];
        double expected = Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
        assertEquals(expected, found.at(i), () -> dtype + ": max of " + a + " and " + b);
      }
    }
  }

  @Test
  void comparisons() {
    for (DType dtype : GroundTruth.REALS) {
      List<double[]> p = pairs(GroundTruth.realEdges(dtype));
      Values x = values(dtype, p.get(0));
      Values y = values(dtype, p.get(1));
      Values less = Elementwise.ieee(Op.CMPLT, DType.BOOL, x, y);
      Values equal = Elementwise.ieee(Op.CMPEQ, DType.BOOL, x, y);
      Values different = Elementwise.ieee(Op.CMPNE, DType.BOOL, x, y);
      for (int i = 0; i < less.size(); i++) {
        double a = p.get(0)[i];
        double b = p.get(1)[i];
        assertEquals(a < b ? 1 : 0, less.at(i));
        assertEquals(a == b ? 1 : 0, equal.at(i));
        assertEquals(a == b ? 0 : 1, different.at(i), "NaN differs from itself");
      }
    }
  }

  @Test
  void onOneNumber() {
    for (DType dtype : GroundTruth.REALS) {
      double[] edges = GroundTruth.realEdges(dtype);
      Values x = values(dtype, edges);
      Values negated = Elementwise.ieee(Op.NEG, dtype, x);
      Values truncated = Elementwise.ieee(Op.TRUNC, dtype, x);
      Values inverse = Elementwise.ieee(Op.RECIP, dtype, x);
      Values roots = Elementwise.ieee(Op.SQRT, dtype, x);
      for (int i = 0; i < edges.length; i++) {
        double v = edges[i];
        assertEquals(-v, negated.at(i));
        assertEquals(v < 0 ? Math.ceil(v) : Math.floor(v), truncated.at(i));
        assertEquals(expected(dtype, 1, v, GroundTruth::quotient, 1 / v), inverse.at(i));
        assertEquals(root(dtype, v), roots.at(i), () -> dtype + ": root of " + v);
      }
    }
  }

  private static double root(DType dtype, double v) {
    boolean hasRoot = v > 0 && Double.isFinite(v);
    return hasRoot
        ? GroundTruth.rounded(dtype, GroundTruth.root(new BigDecimal(v)))
        : StrictMath.sqrt(v);
  }

  @Test
  void transcendentalsRoundTheDoubleResultOnce() {
    for (DType dtype : GroundTruth.REALS) {
      double[] edges = GroundTruth.realEdges(dtype);
      Values x = values(dtype, edges);
      Values exponentials = Elementwise.ieee(Op.EXP2, dtype, x);
      Values logarithms = Elementwise.ieee(Op.LOG2, dtype, x);
      Values sines = Elementwise.ieee(Op.SIN, dtype, x);
      for (int i = 0; i < edges.length; i++) {
        double v = edges[i];
        assertEquals(GroundTruth.rounded(dtype, StrictMath.pow(2, v)), exponentials.at(i));
        assertEquals(GroundTruth.rounded(dtype, StrictMath.sin(v)), sines.at(i));
        double log = StrictMath.log(v) / StrictMath.log(2);
        boolean isWide = dtype.equals(DType.FLOAT64) && Double.isFinite(log);
        double tolerance = isWide ? 3 * Math.ulp(log) : 0;
        assertEquals(GroundTruth.rounded(dtype, log), logarithms.at(i), tolerance);
      }
      List<double[]> p = pairs(edges);
      Values powers =
          Elementwise.ieee(Op.POW, dtype, values(dtype, p.get(0)), values(dtype, p.get(1)));
      for (int i = 0; i < powers.size(); i++) {
        double power = StrictMath.pow(p.get(0)[i], p.get(1)[i]);
        assertEquals(GroundTruth.rounded(dtype, power), powers.at(i));
      }
    }
  }

  @Test
  void logarithmsOfPowersOfTwoAreExact() {
    Values x = Values.of(0x1p-1022, 0x1p-3, 1, 2, 0x1p29, 0x1p1023);
    Values found = Elementwise.ieee(Op.LOG2, DType.FLOAT64, x);
    double[] expected = {-1022, -3, 0, 1, 29, 1023};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found.at(i));
    }
  }

  @Test
  void multiplyAddOfEdges() {
    for (DType dtype : GroundTruth.REALS) {
      double[] edges = GroundTruth.realEdges(dtype);
      List<double[]> p = pairs(edges);
      Values a = values(dtype, p.get(0));
      Values b = values(dtype, p.get(1));
      for (double addend : edges) {
        double[] addends = new double[a.size()];
        Arrays.fill(addends, addend);
        Values found = Elementwise.ieee(Op.MULACC, dtype, a, b, values(dtype, addends));
        for (int i = 0; i < found.size(); i++) {
          double x = p.get(0)[i];
          double y = p.get(1)[i];
          double wide = Math.fma(x, y, addend);
          BinaryOperator<BigDecimal> exact = (l, r) -> l.multiply(r).add(new BigDecimal(addend));
          double expected = Double.isFinite(addend) ? expected(dtype, x, y, exact, wide) : wide;
          assertEquals(expected, found.at(i), () -> dtype + ": " + x + " * " + y + " + " + addend);
        }
      }
    }
  }

  @Property(tries = 300)
  void multiplyAddRoundsOnce(@ForAll @Size(3) float[] given) {
    for (DType dtype : GroundTruth.REALS) {
      BinaryFormat format = Formats.real(dtype);
      List<Values> operands = new ArrayList<>();
      for (float v : given) {
        operands.add(values(dtype, new double[] {clipped(format, v)}));
      }
      Values found =
          Elementwise.ieee(Op.MULACC, dtype, operands.get(0), operands.get(1), operands.get(2));
      BigDecimal exact =
          new BigDecimal(operands.get(0).at(0))
              .multiply(new BigDecimal(operands.get(1).at(0)))
              .add(new BigDecimal(operands.get(2).at(0)));
      double expected = GroundTruth.rounded(dtype, exact);
      assertEquals(expected + 0.0, found.at(0) + 0.0, dtype.toString());
    }
  }

  private static double clipped(BinaryFormat format, float v) {
    double rounded = format.round((double) v);
    return Double.isFinite(rounded) ? rounded : Math.copySign(format.max(), rounded);
  }

  @Test
  void denormalsAreFlushedOnlyWhereTheProfileSaysSo() {
    float tiny = Float.MIN_VALUE;
    Values x = Values.of(tiny, -tiny, Float.MIN_NORMAL, 1f);
    Values half = Values.of(0.5f, 0.5f, 0.5f, tiny);
    Interpreter apple = Interpreter.of(Semantics.IEEE).withProfile(NumericProfile.APPLE);
    Values products = Elementwise.apply(apple, Op.MUL, DType.FLOAT32, x, half);
    assertEquals(0.0, products.at(0));
    assertEquals(-0.0, products.at(1));
    assertEquals(0.0, products.at(2), "a denormal result");
    assertEquals(0.0, products.at(3), "a denormal operand");
    Values strict = Elementwise.ieee(Op.MUL, DType.FLOAT32, x, half);
    assertEquals(Float.MIN_NORMAL / 2, strict.at(2));
  }

  @Test
  void eachFormatIsFlushedByItself() {
    for (DType flushed : GroundTruth.REALS) {
      Interpreter interpreter =
          Interpreter.of(Semantics.IEEE)
              .withProfile(NumericProfile.STRICT.withFlushed(Set.of(Formats.real(flushed))));
      for (DType dtype : GroundTruth.REALS) {
        double normal = Formats.real(dtype).minNormal();
        boolean flushes = dtype.equals(flushed);
        Values x = values(dtype, new double[] {normal / 2, -normal / 2, normal, -normal});
        Values y = values(dtype, new double[] {1, 1, 0.5, 0.5});
        for (Values found :
            List.of(
                Elementwise.apply(interpreter, Op.MUL, dtype, x, y),
                Elementwise.apply(interpreter, Op.MULACC, dtype, x, y, minusZeros(dtype)))) {
          assertEquals(flushes ? 0.0 : normal / 2, found.at(0), dtype + " operand");
          assertEquals(flushes ? -0.0 : -normal / 2, found.at(1), dtype + " operand");
          assertEquals(flushes ? 0.0 : normal / 2, found.at(2), dtype + " result");
          assertEquals(flushes ? -0.0 : -normal / 2, found.at(3), dtype + " result");
        }
        Values negated = Elementwise.apply(interpreter, Op.NEG, dtype, x);
        assertEquals(flushes ? -0.0 : -normal / 2, negated.at(0));
        Values less = Elementwise.apply(interpreter, Op.CMPLT, DType.BOOL, x, minusZeros(dtype));
        assertEquals(flushes ? 0 : 1, less.at(1), "what is compared is flushed");
        Values condition = Values.of(DType.BOOL, new long[] {1, 1, 0, 0});
        Values chosen = Elementwise.apply(interpreter, Op.WHERE, dtype, condition, x, y);
        assertEquals(normal / 2, chosen.at(0), "moving a number does not change it");
      }
    }
  }

  private static Values minusZeros(DType dtype) {
    return values(dtype, new double[] {-0.0, -0.0, -0.0, -0.0});
  }
}
