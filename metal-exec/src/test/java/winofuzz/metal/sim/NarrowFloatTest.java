package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import winofuzz.metal.Buffer;
import winofuzz.metal.ElementType;

/** half and bfloat: every operation rounded once, checked against exact arithmetic. */
final class NarrowFloatTest {

  private static Buffer bits(ElementType type, int... values) {
    byte[] bytes = new byte[values.length * 2];
    for (int i = 0; i < values.length; i++) {
      bytes[2 * i] = (byte) values[i];
      bytes[2 * i + 1] = (byte) (values[i] >> 8);
    }
    return Buffer.ofBytes(type, bytes);
  }

  private static Buffer map(String expression, ElementType type, Buffer... operands) {
    String name = type == ElementType.FLOAT16 ? "half" : "bfloat";
    return Sim.map(expression, List.of(name, name, name, name), type, operands);
  }

  /** The value of a type nearest to an exact one, ties to even, found by search. */
  private static double nearest(ElementType type, BigDecimal exact) {
    int last = type == ElementType.FLOAT16 ? 0x7bff : 0x7f7f;
    int low = 0;
    int high = last;
    BigDecimal magnitude = exact.abs();
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (new BigDecimal(bits(type, middle).number(0)).compareTo(magnitude) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    BigDecimal below = new BigDecimal(bits(type, low).number(0));
    int step = low == last ? low - 1 : low + 1;
    BigDecimal gap = new BigDecimal(bits(type, step).number(0)).subtract(below).abs();
    int side = magnitude.subtract(below).multiply(BigDecimal.TWO).compareTo(gap);
    boolean up = side > 0 || (side == 0 && (low & 1) == 1);
    int chosen = up ? low + 1 : low;
    double result = chosen > last ? Double.POSITIVE_INFINITY : bits(type, chosen).number(0);
    return exact.signum() < 0 ? -result : result;
  }

  private static void agrees(
      ElementType type, String expression, BigDecimal exact, Buffer... operands) {
    double got = map(expression, type, operands).number(0);
    double wanted = nearest(type, exact);
    assertEquals(wanted, got, 0.0, expression);
  }

  @Property(tries = 400)
  void arithmeticIsRoundedOnce(
      @ForAll short a, @ForAll short b, @ForAll short c, @ForAll boolean half) {
    ElementType type = half ? ElementType.FLOAT16 : ElementType.BFLOAT16;
    Buffer x = bits(type, a);
    Buffer y = bits(type, b);
    Buffer z = bits(type, c);
    for (Buffer operand : List.of(x, y, z)) {
      if (!Double.isFinite(operand.number(0))) {
        return;
      }
    }
    BigDecimal u = new BigDecimal(x.number(0));
    BigDecimal v = new BigDecimal(y.number(0));
    BigDecimal w = new BigDecimal(z.number(0));
    agrees(type, "a[i] + b[i]", u.add(v), x, y);
    agrees(type, "a[i] - b[i]", u.subtract(v), x, y);
    agrees(type, "a[i] * b[i]", u.multiply(v), x, y);
    agrees(type, "fma(a[i], b[i], c[i])", u.multiply(v).add(w), x, y, z);
  }

  @Property(tries = 200)
  void conversionFromFloatIsNearest(@ForAll float value, @ForAll boolean half) {
    if (!Float.isFinite(value)) {
      return;
    }
    ElementType type = half ? ElementType.FLOAT16 : ElementType.BFLOAT16;
    String name = half ? "half" : "bfloat";
    Buffer got =
        Sim.map("(" + name + ")a[i]", List.of(name, "float"), type, Buffer.ofFloats(value));
    assertEquals(nearest(type, new BigDecimal(value)), got.number(0), 0.0);
  }

  @Property(tries = 200)
  void conversionFromIntegersIsRoundedOnce(@ForAll int value, @ForAll boolean half) {
    ElementType type = half ? ElementType.FLOAT16 : ElementType.BFLOAT16;
    String name = half ? "half" : "bfloat";
    Buffer operand = Buffer.ofInts(value);
    Buffer signed = Sim.map("(" + name + ")a[i]", List.of(name, "int"), type, operand);
    assertEquals(nearest(type, BigDecimal.valueOf(value)), signed.number(0), 0.0);
    Buffer unsigned = Sim.map("(" + name + ")(uint)a[i]", List.of(name, "int"), type, operand);
    BigDecimal exact = BigDecimal.valueOf(value & 0xffffffffL);
    assertEquals(nearest(type, exact), unsigned.number(0), 0.0);
    long wide = (long) value * 0x10001L;
    Buffer longs =
        Sim.map("(" + name + ")((long)a[i] * 65537l)", List.of(name, "int"), type, operand);
    assertEquals(nearest(type, BigDecimal.valueOf(wide)), longs.number(0), 0.0);
  }

  @Test
  void specialValuesStaySpecial() {
    Buffer x = bits(ElementType.FLOAT16, 0x7c00, 0xfc00, 0x7e00, 0x8000, 0x0001);
    Buffer same = map("a[i]", ElementType.FLOAT16, x);
    assertEquals(x, same);
    Buffer doubled = map("a[i] + a[i]", ElementType.FLOAT16, x);
    assertEquals(0x7c00, doubled.bits(0));
    assertEquals(0xfc00, doubled.bits(1));
    assertTrue(Double.isNaN(doubled.number(2)));
    assertEquals(0x8000, doubled.bits(3));
    assertEquals(0x0002, doubled.bits(4));
  }

  @Test
  void halfAndBfloatMeetInFloat() {
    Buffer got =
        Sim.map(
            "(a[i] * (bfloat)3.0f)",
            List.of("float", "half"),
            ElementType.FLOAT32,
            bits(ElementType.FLOAT16, 0x3c01));
    assertEquals(Buffer.ofFloats((1 + 0x1p-10f) * 3), got);
  }

  @Test
  void literalsOfNarrowTypesAreRoundedOnce() {
    Buffer x = bits(ElementType.FLOAT16, 0);
    assertEquals(0x3c01, map("1.00048828126h", ElementType.FLOAT16, x).bits(0));
    assertEquals(0x3c00, map("1.00048828125h", ElementType.FLOAT16, x).bits(0));
    Buffer y = bits(ElementType.BFLOAT16, 0);
    assertEquals(0x3f80, map("1.00390625bf", ElementType.BFLOAT16, y).bits(0));
    assertEquals(0x3f81, map("1.0039062500000000001bf", ElementType.BFLOAT16, y).bits(0));
  }
}
