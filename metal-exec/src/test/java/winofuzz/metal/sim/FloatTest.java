package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import winofuzz.metal.Buffer;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.ElementType;

/** float32: IEEE arithmetic, bit for bit. */
final class FloatTest {

  private static final List<String> FLOATS = List.of("float", "float", "float", "float");

  private static final float[] EDGES = {
    0f,
    -0f,
    1f,
    -1f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    1 / 3f,
    0x1p-126f + 0x1p-149f,
    16777216f
  };

  private interface Operation {
    float apply(float a, float b);
  }

  private static void agrees(String expression, Operation expected) {
    int n = EDGES.length;
    float[] a = new float[n * n];
    float[] b = new float[n * n];
    for (int i = 0; i < n * n; i++) {
      a[i] = EDGES[i / n];
      b[i] = EDGES[i % n];
    }
    float[] got =
        Sim.map(expression, FLOATS, ElementType.FLOAT32, Buffer.ofFloats(a), Buffer.ofFloats(b))
            .toFloats();
    for (int i = 0; i < n * n; i++) {
      float wanted = expected.apply(a[i], b[i]);
      String what = expression + " of " + a[i] + " and " + b[i];
      assertEquals(Float.floatToIntBits(wanted), Float.floatToIntBits(got[i]), what);
    }
  }

  @Test
  void arithmeticIsIeee() {
    agrees("a[i] + b[i]", (a, b) -> a + b);
    agrees("a[i] - b[i]", (a, b) -> a - b);
    agrees("a[i] * b[i]", (a, b) -> a * b);
    agrees("a[i] / b[i]", (a, b) -> a / b);
    agrees("-a[i]", (a, b) -> -a);
    agrees("sqrt(a[i])", (a, b) -> (float) Math.sqrt(a));
    agrees("(1/a[i])", (a, b) -> 1 / a);
    agrees("fma(a[i], b[i], 1.0f)", (a, b) -> Math.fma(a, b, 1f));
  }

  @Test
  void comparisonsKnowNaN() {
    agrees("a[i] < b[i]", (a, b) -> a < b ? 1 : 0);
    agrees("a[i] <= b[i]", (a, b) -> a <= b ? 1 : 0);
    agrees("a[i] > b[i]", (a, b) -> a > b ? 1 : 0);
    agrees("a[i] == b[i]", (a, b) -> a == b ? 1 : 0);
    agrees("a[i] != b[i]", (a, b) -> a != b ? 1 : 0);
    agrees("(bool)a[i]", (a, b) -> a != 0 ? 1 : 0);
    agrees(
        "isnan(a[i]) ? 2.0f : isinf(a[i])",
        (a, b) -> Float.isNaN(a) ? 2 : Float.isInfinite(a) ? 1 : 0);
  }

  @Test
  void minimumAndMaximumPreferNumbers() {
    agrees("fmax(a[i], b[i])", (a, b) -> Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.max(a, b));
    agrees("min(a[i], b[i])", (a, b) -> Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.min(a, b));
  }

  @Test
  void signsAndRounding() {
    agrees("fabs(a[i])", (a, b) -> Math.abs(a));
    agrees("copysign(a[i], b[i])", FloatTest::signed);
    agrees("trunc(a[i])", (a, b) -> (float) (a < 0 ? Math.ceil(a) : Math.floor(a)));
    agrees("floor(a[i])", (a, b) -> (float) Math.floor(a));
    agrees("rint(a[i])", (a, b) -> (float) Math.rint(a));
    agrees("fmod(a[i], b[i])", (a, b) -> a % b);
  }

  private static float signed(float magnitude, float sign) {
    boolean negative = (Float.floatToRawIntBits(sign) & 0x80000000) != 0;
    return negative ? -Math.abs(magnitude) : Math.abs(magnitude);
  }

  @Test
  void literalsAreRoundedOnce() {
    agrees("0.1f", (a, b) -> 0.1f);
    agrees("-0.16666666666666666f", (a, b) -> -0.16666667f);
    agrees("1e-05f", (a, b) -> 1e-5f);
    agrees("INFINITY", (a, b) -> Float.POSITIVE_INFINITY);
    agrees("(float)(NAN)", (a, b) -> Float.NaN);
    agrees("0x1.8p1f", (a, b) -> 3f);
    agrees("1.", (a, b) -> 1f);
    agrees(".5", (a, b) -> 0.5f);
  }

  @Test
  void nothingIsContractedUnlessAskedFor() {
    float a = 1 + 0x1p-12f;
    Buffer x = Buffer.ofFloats(a);
    Buffer c = Buffer.ofFloats(-(1 + 0x1p-11f));
    float fused = Math.fma(a, a, c.toFloats()[0]);
    float rounded = a * a + c.toFloats()[0];
    SimOptions contracting =
        SimOptions.DEFAULT.withProfile(DeviceProfile.STRICT.withContract(true));
    for (String expression : List.of("a[i] * a[i] + b[i]", "b[i] + a[i] * a[i]")) {
      Buffer plain = Sim.map(expression, FLOATS, ElementType.FLOAT32, x, c);
      assertEquals(rounded, plain.toFloats()[0], expression);
      Buffer contracted = Sim.map(contracting, expression, FLOATS, ElementType.FLOAT32, x, c);
      assertEquals(fused, contracted.toFloats()[0], expression);
    }
  }

  @Test
  void denormalsAreFlushedWhereTheProfileSaysSo() {
    SimOptions apple = SimOptions.DEFAULT.withProfile(DeviceProfile.APPLE_GPU);
    Buffer tiny = Buffer.ofFloats(0x1p-130f, -0x1p-130f);
    Buffer scale = Buffer.ofFloats(0x1p20f, 0x1p20f);
    Buffer product = Sim.map(apple, "a[i] * b[i]", FLOATS, ElementType.FLOAT32, tiny, scale);
    assertEquals(Buffer.ofFloats(0f, -0f), product);
    Buffer copied = Sim.map(apple, "a[i]", FLOATS, ElementType.FLOAT32, tiny);
    assertEquals(tiny, copied);
    Buffer strict = Sim.map("a[i] * b[i]", FLOATS, ElementType.FLOAT32, tiny, scale);
    assertEquals(Buffer.ofFloats(0x1p-110f, -0x1p-110f), strict);
  }

  @Property(tries = 300)
  void chainsKeepTheirOrder(@ForAll float a, @ForAll float b, @ForAll float c) {
    Buffer got =
        Sim.map(
            "(a[i]+b[i]+c[i]*b[i]-a[i]/c[i])",
            FLOATS,
            ElementType.FLOAT32,
            Buffer.ofFloats(a),
            Buffer.ofFloats(b),
            Buffer.ofFloats(c));
    float wanted = a + b + c * b - a / c;
    assertEquals(Float.floatToIntBits(wanted), Float.floatToIntBits(got.toFloats()[0]));
  }
}
