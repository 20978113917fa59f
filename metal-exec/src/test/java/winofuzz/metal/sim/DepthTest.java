package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;

/** Texts as long and as deep as compilers write them. */
final class DepthTest {

  private static int run(String body) {
    String text = "kernel void k(device int* r) {\n  bool t = true;\n" + body + "\n}\n";
    return Sim.ints(Sim.ran(text, 1, 1, BufferArgument.out(0, ElementType.INT32, 1)))[0];
  }

  @Test
  void longSums() {
    assertEquals(50_001, run("int x = 1; r[0] = x" + "+x".repeat(50_000) + ";"));
    assertEquals(1, run("r[0] = (t" + "&t".repeat(20_000) + ") ? 1 : 0;"));
    assertEquals(1, run("r[0] = t" + "&&t".repeat(400) + ";"));
  }

  @Test
  void deepParentheses() {
    int depth = 400;
    assertEquals(
        depth, run("int x = 1; r[0] = " + "(1+".repeat(depth) + "0" + ")".repeat(depth) + ";"));
    assertEquals(
        depth + 1, run("int x = 1; r[0] = " + "(".repeat(depth) + "x" + "+1)".repeat(depth) + ";"));
  }

  @Test
  void deepBlocks() {
    int depth = 300;
    assertEquals(
        depth,
        run(
            "int x = 0; "
                + "if (x >= 0) { x++; ".repeat(depth)
                + "}".repeat(depth)
                + " r[0] = x;"));
    assertEquals(
        1,
        run(
            "int x = 0; "
                + "for (int j = 0; j < 1; j++) {".repeat(depth)
                + " x++; "
                + "}".repeat(depth)
                + " r[0] = x;"));
  }

  @Test
  void longElseIfChains() {
    StringBuilder chain = new StringBuilder("int x = 250; int y = 0;\n");
    for (int i = 0; i < 300; i++) {
      chain.append("if (x == %d) { y = %d; } else ".formatted(i, i * 2));
    }
    assertEquals(500, run(chain + "{ y = -1; } r[0] = y;"));
  }

  @Test
  void manyStatements() {
    StringBuilder body = new StringBuilder("int x0 = 1;\n");
    int expected = 1;
    for (int i = 1; i <= 20_000; i++) {
      expected += i % 3;
      body.append("int x%d = x%d + %d;\n".formatted(i, i - 1, i % 3));
    }
    assertEquals(expected, run(body + "r[0] = x20000;"));
  }
}
