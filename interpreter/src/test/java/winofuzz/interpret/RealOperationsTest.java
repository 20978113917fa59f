package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.number.BinaryFormat;
import winofuzz.number.NumericProfile;
import winofuzz.number.Rational;

/** Arithmetic on the floating-point types: every pair of edge values, every type. */
final class RealOperationsTest {
  private static final List<DType> TYPES =
      List.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64);

  /** Zeros, denormals, powers, extremes, infinities and NaN of a format. */
  private static double[] edges(BinaryFormat format) {
    double tiny = Math.scalb(1.0, format.minExponent() - format.precision() + 1);
    double[] magnitudes = {
      0,
      tiny,
      3 * tiny,
      format.minNormal() - tiny,
      format.minNormal(),
      1 / 3.0,
      1,
      1.5,
      2,
      7,
      Math.scalb(1.0, format.precision()) + 1,
      format.max() / 2,
      format.max(),
      Double.POSITIVE_INFINITY,
      Double.NaN
    };
    double[] result = new double[2 * magnitudes.length];
    for (int i = 0; i < magnitudes.length; i++) {
      result[2 * i] = format.round(magnitudes[i]);
      result[2 * i + 1] = -result[2 * i];
    }
    return result;
  }

  private static Values values(DType dtype, double[] cells) {
    if (dtype.equals(DType.FLOAT64)) {
      return Values.of(cells);
    }
    float[] narrow = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      narrow[i] = (float) cells[i];
    }
    return Values.of(dtype, narrow);
  }

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
      BinaryFormat format,
      double a,
      double b,
      BiFunction<Rational, Rational, Rational> exact,
      DoubleBinaryOperator special) {
    double wide = special.applyAsDouble(a, b);
    boolean finite = Double.isFinite(a) && Double.isFinite(b) && !Double.isNaN(wide);
    if (!finite || (b == 0 && Double.isInfinite(wide))) {
      return wide;
    }
    Rational result = exact.apply(Rational.of(a), Rational.of(b));
    return result.signum() == 0 ? wide : copySignOfZero(format.round(result), result);
  }

  private static double copySignOfZero(double rounded, Rational exact) {
    return rounded == 0 ? Math.copySign(0, exact.signum()) : rounded;
  }

  private void check(
      Op op, BiFunction<Rational, Rational, Rational> exact, DoubleBinaryOperator special) {
    for (DType dtype : TYPES) {
      BinaryFormat format = Formats.real(dtype);
      List<double[]> p = pairs(edges(format));
      Values found = Elementwise.ieee(op, dtype, values(dtype, p.get(0)), values(dtype, p.get(1)));
      for (int i = 0; i < found.size(); i++) {
        double a = p.get(0)[i];
        double b = p.get(1)[i];
        assertEquals(
            expected(format, a, b, exact, special),
            found.at(i),
            () -> dtype + ": " + a + " " + op + " " + b);
      }
    }
  }

  @Test
  void sums() {
    check(Op.ADD, Rational::plus, Double::sum);
  }

  @Test
  void differences() {
    check(Op.SUB, Rational::minus, (a, b) -> a - b);
  }

  @Test
  void products() {
    check(Op.MUL, Rational::times, (a, b) -> a * b);
  }

  @Test
  void quotients() {
    check(Op.FDIV, Rational::dividedBy, (a, b) -> a / b);
  }

  @Test
  void maxima() {
    for (DType dtype : TYPES) {
      List<double[]> p = pairs(edges(Formats.real(dtype)));
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
    for (DType dtype : TYPES) {
      List<double[]> p = pairs(edges(Formats.real(dtype)));
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
    for (DType dtype : TYPES) {
      BinaryFormat format = Formats.real(dtype);
      double[] edges = edges(format);
      Values x = values(dtype, edges);
      Values negated = Elementwise.ieee(Op.NEG, dtype, x);
      Values truncated = Elementwise.ieee(Op.TRUNC, dtype, x);
      Values inverse = Elementwise.ieee(Op.RECIP, dtype, x);
      Values roots = Elementwise.ieee(Op.SQRT, dtype, x);
      for (int i = 0; i < edges.length; i++) {
        double v = edges[i];
        assertEquals(-v, negated.at(i));
        double toZero = v < 0 ? Math.ceil(v) : Math.floor(v);
        assertEquals(toZero, truncated.at(i));
        assertEquals(expected(format, 1, v, Rational::dividedBy, (a, b) -> a / b), inverse.at(i));
        assertEquals(root(format, v), roots.at(i), () -> dtype + ": root of " + v);
      }
    }
  }

  private static double root(BinaryFormat format, double v) {
    if (!(v > 0) || Double.isInfinite(v)) {
      return Math.sqrt(v);
    }
    BigDecimal root = new BigDecimal(v).sqrt(new MathContext(60));
    return format.round(Rational.parse(root.toPlainString()));
  }

  @Test
  void transcendentalsRoundTheDoubleResult() {
    double[] edges = edges(BinaryFormat.FLOAT32);
    Values x = values(DType.FLOAT32, edges);
    Values exponentials = Elementwise.ieee(Op.EXP2, DType.FLOAT32, x);
    Values logarithms = Elementwise.ieee(Op.LOG2, DType.FLOAT32, x);
    Values sines = Elementwise.ieee(Op.SIN, DType.FLOAT32, x);
    for (int i = 0; i < edges.length; i++) {
      assertEquals((float) StrictMath.pow(2, edges[i]), (float) exponentials.at(i));
      assertEquals((float) StrictMath.sin(edges[i]), (float) sines.at(i));
      double log = StrictMath.log(edges[i]) / StrictMath.log(2);
      assertEquals((float) log, (float) logarithms.at(i));
    }
  }

  @Property(tries = 300)
  void multiplyAddRoundsOnce(@ForAll @Size(3) float[] given) {
    for (DType dtype : TYPES) {
      BinaryFormat format = Formats.real(dtype);
      List<Values> operands = new ArrayList<>();
      for (float v : given) {
        operands.add(values(dtype, new double[] {clipped(format, v)}));
      }
      Values found =
          Elementwise.ieee(Op.MULACC, dtype, operands.get(0), operands.get(1), operands.get(2));
      Rational exact =
          operands
              .get(0)
              .exactAt(0)
              .times(operands.get(1).exactAt(0))
              .plus(operands.get(2).exactAt(0));
      assertEquals(format.round(exact) + 0.0, found.at(0) + 0.0, dtype.toString());
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
    Values halves = Values.of(DType.FLOAT16, new float[] {0x1p-20f});
    assertEquals(0x1p-19, Elementwise.apply(apple, Op.ADD, DType.FLOAT16, halves, halves).at(0));
  }
}
