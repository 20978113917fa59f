package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.metal.Buffer;
import winofuzz.metal.ElementType;

/** Metal's math library. */
final class MathFunctionTest {

  private static final float[] POINTS = {
    0f,
    -0f,
    0.1f,
    -0.1f,
    0.5f,
    1f,
    -1f,
    1.5f,
    -2.5f,
    3f,
    7.25f,
    30f,
    -30f,
    100f,
    1e-20f,
    1e20f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private static void within(int ulps, String expression, DoubleUnaryOperator expected) {
    float[] got =
        Sim.map(expression, List.of("float", "float"), ElementType.FLOAT32, Buffer.ofFloats(POINTS))
            .toFloats();
    for (int i = 0; i < POINTS.length; i++) {
      float wanted = (float) expected.applyAsDouble(POINTS[i]);
      double slack = Float.isFinite(wanted) ? ulps * (double) Math.ulp(wanted) : 0;
      assertEquals(wanted, got[i], slack, expression + " of " + POINTS[i]);
    }
  }

  @Test
  void exponentialsAndLogarithms() {
    within(0, "exp(a[i])", Math::exp);
    within(0, "exp2(a[i])", x -> Math.pow(2, x));
    within(0, "exp10(a[i])", x -> Math.pow(10, x));
    within(0, "log(a[i])", Math::log);
    within(1, "log2(a[i])", x -> Math.log(x) / Math.log(2));
    within(0, "log10(a[i])", Math::log10);
    within(0, "pow(a[i], 2.0f)", x -> Math.pow(x, 2));
  }

  @Test
  void trigonometry() {
    within(0, "precise::sin(a[i])", Math::sin);
    within(0, "metal::cos(a[i])", Math::cos);
    within(0, "fast::tan(a[i])", Math::tan);
    within(0, "asin(a[i])", Math::asin);
    within(0, "acos(a[i])", Math::acos);
    within(0, "metal::precise::atan(a[i])", Math::atan);
    within(0, "sinh(a[i])", Math::sinh);
    within(0, "cosh(a[i])", Math::cosh);
    within(0, "tanh(a[i])", Math::tanh);
    within(0, "atan2(a[i], 2.0f)", x -> Math.atan2(x, 2));
    within(
        1,
        "sinpi(a[i])",
        x ->
            Math.abs(x) > 1e3
                ? (Double.isInfinite(x) ? Double.NaN : 0)
                : x == Math.rint(x) ? 0 * x : Math.sin(Math.PI * x));
  }

  @Test
  void inverseHyperbolicFunctions() {
    within(1, "asinh(sinh(a[i] > 20 || a[i] < -20 ? 1.0f : a[i]))", x -> x > 20 || x < -20 ? 1 : x);
    within(
        1,
        "acosh(a[i])",
        x -> x < 1e10 ? Math.log(x + Math.sqrt(x * x - 1)) : Math.log(2) + Math.log(x));
    within(1, "atanh(a[i])", x -> x == 0 ? x : 0.5 * (Math.log1p(x) - Math.log1p(-x)));
  }

  @Test
  void rounding() {
    within(0, "floor(a[i])", Math::floor);
    within(0, "ceil(a[i])", Math::ceil);
    within(0, "rint(a[i])", Math::rint);
    within(0, "round(a[i])", x -> Math.copySign(Math.floor(Math.abs(x) + 0.5), x));
    within(0, "trunc(a[i])", x -> x < 0 ? Math.ceil(x) : Math.floor(x));
    within(0, "rsqrt(a[i])", x -> 1 / Math.sqrt(x));
    within(0, "saturate(a[i])", x -> x > 0 ? Math.min(x, 1) : 0);
    within(0, "sign(a[i])", x -> Double.isNaN(x) ? 0 : Math.signum(x));
  }

  @Test
  void powersOfTwoHaveExactLogarithms() {
    float[] powers = new float[277];
    float[] exponents = new float[277];
    for (int i = 0; i < powers.length; i++) {
      exponents[i] = i - 149;
      powers[i] = (float) Math.scalb(1.0, i - 149);
    }
    List<String> types = List.of("float", "float");
    assertArrayEquals(
        exponents,
        Sim.map("log2(a[i])", types, ElementType.FLOAT32, Buffer.ofFloats(powers)).toFloats());
    assertArrayEquals(
        powers,
        Sim.map("exp2(a[i])", types, ElementType.FLOAT32, Buffer.ofFloats(exponents)).toFloats());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          clamp(a[i], 0.0f, 1.0f)          | 5     | 1
          mix(a[i], 10.0f, 0.5f)           | 4     | 7
          step(3.0f, a[i])                 | 3     | 1
          step(3.0f, a[i])                 | 2     | 0
          smoothstep(0.0f, 4.0f, a[i])     | 2     | 0.5
          fract(a[i])                      | -0.25 | 0.75
          fdim(a[i], 1.0f)                 | 3     | 2
          fdim(a[i], 5.0f)                 | 3     | 0
          max3(a[i], 1.0f, 7.0f)           | 3     | 7
          min3(a[i], 1.0f, 7.0f)           | 3     | 1
          ldexp(a[i], 3)                   | 1.5   | 12
          nextafter(a[i], 2.0f)            | 1     | 1.0000001
          copysign(a[i], -0.0f)            | 3     | -3
          precise::divide(a[i], 3.0f)      | 1     | 0.33333334
          cospi(a[i])                      | 0.5   | 0
          powr(a[i], 0.5f)                 | 9     | 3
          signbit(a[i])                    | -0.0  | 1
          isfinite(a[i])                   | 1     | 1
          isnormal(a[i])                   | 1e-40 | 0
          """)
  void single(String expression, float operand, float expected) {
    float got =
        Sim.map(
                expression,
                List.of("float", "float"),
                ElementType.FLOAT32,
                Buffer.ofFloats(operand))
            .toFloats()[0];
    assertEquals(expected, got);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          abs(a[i])                      | -5          | 5
          min(a[i], 3)                   | -5          | -5
          max(a[i], 3)                   | -5          | 3
          (int)max((uint)a[i], 3u)       | -5          | -5
          clamp(a[i], -2, 2)             | -5          | -2
          popcount(a[i])                 | 255         | 8
          popcount((short)a[i])          | -1          | 16
          clz(a[i])                      | 1           | 31
          clz((uchar)a[i])               | 1           | 7
          ctz(a[i])                      | 8           | 3
          ctz(a[i])                      | 0           | 32
          mulhi(a[i], 4)                 | 1073741824  | 1
          (int)mulhi((uint)a[i], 2u)     | -1          | 1
          rotate(a[i], 4)                | 268435456   | 1
          (int)reverse_bits((uint)a[i])  | 1           | -2147483648
          (int)absdiff((uint)a[i], 7u)   | 3           | 4
          (int)addsat(a[i], 2147483647)  | 5           | 2147483647
          (int)subsat((uint)a[i], 7u)    | 3           | 0
          (int)popcount((long)a[i])      | -1          | 64
          (int)clz((long)a[i])           | 1           | 63
          (int)(mulhi((long)a[i] << 40, 1l << 40) >> 8) | 256 | 65536
          """)
  void integers(String expression, int operand, int expected) {
    Buffer got =
        Sim.map(expression, List.of("int", "int"), ElementType.INT32, Buffer.ofInts(operand));
    assertEquals(expected, Sim.ints(got)[0]);
  }

  @Test
  void halfFunctionsAreRoundedToHalf() {
    Buffer x = Buffer.ofDoubles(ElementType.FLOAT16, 2, 10, 0.1);
    List<String> types = List.of("half", "half");
    Buffer roots = Sim.map("sqrt(a[i])", types, ElementType.FLOAT16, x);
    for (int i = 0; i < 3; i++) {
      Buffer expected = Buffer.ofDoubles(ElementType.FLOAT16, Math.sqrt(x.number(i)));
      assertEquals(expected.bits(0), roots.bits(i));
    }
    Buffer next = Sim.map("nextafter(a[i], (half)0.0f)", types, ElementType.FLOAT16, x);
    assertEquals(x.bits(0) - 1, next.bits(0));
  }
}
