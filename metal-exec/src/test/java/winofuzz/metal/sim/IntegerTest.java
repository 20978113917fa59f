package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import winofuzz.metal.Buffer;
import winofuzz.metal.ElementType;

/** Integer arithmetic: wrapping, truncating division, widths and signs. */
final class IntegerTest {

  private static final int[] EDGES = {
    0, 1, -1, 2, -2, 7, -7, 31, 255, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x55555555
  };

  private static void agrees(String operator, IntBinaryOperator expected) {
    for (int b : EDGES) {
      if (b == 0 && (operator.equals("/") || operator.equals("%"))) {
        continue;
      }
      int[] bs = new int[EDGES.length];
      int[] wanted = new int[EDGES.length];
      for (int i = 0; i < EDGES.length; i++) {
        bs[i] = b;
        wanted[i] = expected.applyAsInt(EDGES[i], b);
      }
      Buffer got =
          Sim.map(
              SimOptions.DEFAULT.withChecks(Set.of()),
              "a[i] " + operator + " b[i]",
              List.of("int", "int", "int"),
              ElementType.INT32,
              Buffer.ofInts(EDGES),
              Buffer.ofInts(bs));
      assertArrayEquals(wanted, Sim.ints(got), operator + " " + b);
    }
  }

  @Test
  void arithmeticWraps() {
    agrees("+", (a, b) -> a + b);
    agrees("-", (a, b) -> a - b);
    agrees("*", (a, b) -> a * b);
  }

  @Test
  void divisionTruncates() {
    agrees("/", (a, b) -> a / b);
    agrees("%", (a, b) -> a % b);
  }

  @Test
  void bitsAndComparisons() {
    agrees("&", (a, b) -> a & b);
    agrees("|", (a, b) -> a | b);
    agrees("^", (a, b) -> a ^ b);
    agrees("<", (a, b) -> a < b ? 1 : 0);
    agrees("<=", (a, b) -> a <= b ? 1 : 0);
    agrees(">", (a, b) -> a > b ? 1 : 0);
    agrees(">=", (a, b) -> a >= b ? 1 : 0);
    agrees("==", (a, b) -> a == b ? 1 : 0);
    agrees("!=", (a, b) -> a != b ? 1 : 0);
    agrees("&&", (a, b) -> a != 0 && b != 0 ? 1 : 0);
    agrees("||", (a, b) -> a != 0 || b != 0 ? 1 : 0);
  }

  private static int one(String expression, int a, int b) {
    Buffer got =
        Sim.map(
            expression,
            List.of("int", "int", "int"),
            ElementType.INT32,
            Buffer.ofInts(a),
            Buffer.ofInts(b));
    return Sim.ints(got)[0];
  }

  @Test
  void unsignedOperatorsSeeUnsignedValues() {
    assertEquals(0x7fffffff, one("(uint)a[i] / (uint)b[i]", -2, 2));
    assertEquals(1, one("(uint)a[i] % (uint)b[i]", -1, 2));
    assertEquals(0, one("(uint)a[i] < (uint)b[i]", -1, 1));
    assertEquals(1, one("(uint)a[i] > (uint)b[i]", -1, 1));
    assertEquals(0x3fffffff, one("(uint)a[i] >> 2", -1, 0));
    assertEquals(-1, one("a[i] >> 2", -1, 0));
  }

  @Test
  void mixedSignsBecomeUnsigned() {
    assertEquals(0, one("a[i] < (uint)b[i]", -1, 1));
    assertEquals(1, one("(long)a[i] < (uint)b[i]", -1, 1));
  }

  @Test
  void narrowTypesPromoteAndWrapBack() {
    assertEquals(256, one("(char)a[i] + (char)b[i] + 2", 127, 127));
    assertEquals(-2, one("(char)(a[i] + b[i])", 127, 127));
    assertEquals(254, one("(uchar)(a[i] + b[i])", 127, 127));
    assertEquals(-32768, one("(short)(a[i] + b[i])", 32767, 1));
    assertEquals(0, one("(ushort)(a[i] + b[i])", 65535, 1));
    assertEquals(1, one("(bool)a[i]", 256, 0));
    assertEquals(-128, one("-(char)a[i] - 256", 128, 0));
  }

  @Test
  void longsHaveSixtyFourBits() {
    assertEquals(1, one("(int)(((long)a[i] * b[i]) >> 32)", 1 << 20, 1 << 12));
    assertEquals(-3, one("(int)((((long)a[i])*2454267027ll)>>34ll)", -17, 0));
    assertEquals(5, one("(int)(18446744073709551615ull / 3689348814741910323ul)", 0, 0));
    assertEquals(-1, one("(int)((long)a[i] % 1000000007l)", -1, 0));
  }

  @Test
  void assignmentOperatorsConvertBack() {
    String text =
        """
        kernel void k(device int* r, uint i [[thread_position_in_grid]]) {
          char c = 100;
          c += 100;
          r[0] = c;
          int x = 7;
          x *= 2.5f;
          r[1] = x;
          x <<= 3;
          r[2] = x++;
          r[3] = x--;
          r[4] = --x;
          uint u = 5;
          u -= 6;
          r[5] = u >> 28;
        }
        """;
    int[] got =
        Sim.ints(Sim.ran(text, 1, 1, winofuzz.metal.BufferArgument.out(0, ElementType.INT32, 6)));
    assertArrayEquals(new int[] {-56, 17, 136, 137, 135, 15}, got);
  }

  @Property(tries = 200)
  void longDivisionAgreesWithJava(@ForAll long a, @ForAll long b) {
    if (b == 0) {
      return;
    }
    Buffer got =
        Sim.map(
            "a[i] / b[i] + a[i] % b[i]",
            List.of("long", "long", "long"), ElementType.INT64, longs(a), longs(b));
    assertEquals(a / b + a % b, got.bits(0));
  }

  private static Buffer longs(long value) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    return Buffer.ofBytes(ElementType.INT64, bytes);
  }
}
