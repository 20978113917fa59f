package winofuzz.metal.msl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Directives and macros. */
final class PreprocessorTest {

  private static String process(String text) {
    return Preprocessor.process(new Source(text)).tokens().stream()
        .map(Token::text)
        .collect(Collectors.joining(" "))
        .strip();
  }

  private static String problem(String text) {
    return assertThrows(MslSyntaxException.class, () -> process(text)).problem();
  }

  @Test
  void includesOfMetalFallAway() {
    assertEquals("x", process("#include <metal_stdlib>\n#include <metal_simdgroup_matrix>\nx"));
    assertEquals("including \"mine.h\" is not supported", problem("#include \"mine.h\"\n"));
  }

  @Test
  void macrosAreReplaced() {
    assertEquals("a + 16 ;", process("#define N 16\na + N;"));
    assertEquals("( ( 1 + 2 ) * ( 1 + 2 ) )", process("#define SQ(x) ((x)*(x))\nSQ(1+2)"));
    assertEquals("f ( a ) b", process("#define G(x, y) f(x) y\nG(a, b)"));
    assertEquals("G + 1", process("#define G(x) x\nG + 1"));
    assertEquals("N", process("#define N 16\n#undef N\nN"));
    assertEquals("4 4", process("#define A 4\n#define ID(x) x\nID(A ID(A))"));
  }

  @Test
  void aMacroIsNotReplacedInsideItself() {
    assertEquals("x + 1", process("#define x x + 1\nx"));
    assertEquals("b", process("#define a b\n#define b a\nb"));
  }

  @Test
  void conditionsChooseText() {
    assertEquals("yes", process("#if 2 * 3 == 6 && defined(__METAL__)\nyes\n#else\nno\n#endif"));
    assertEquals("no", process("#ifdef UNKNOWN\nyes\n#else\nno\n#endif"));
    assertEquals(
        "two", process("#define V 2\n#if V == 1\none\n#elif V == 2\ntwo\n#else\nno\n#endif"));
    assertEquals("", process("#if 0\n#if 1\nx\n#endif\ny\n#endif"));
    assertEquals("x", process("#ifndef X\nx\n#endif"));
  }

  @Test
  void brokenDirectivesAreNamed() {
    assertEquals("expected '#endif' for this '#if'", problem("#if 1\nx"));
    assertEquals("expected '#if' before '#else'", problem("#else\n"));
    assertEquals("unknown directive 'wrong'", problem("#wrong\n"));
    assertEquals("division by zero in a condition", problem("#if 1 / 0\n#endif"));
    assertEquals("expected a complete condition", problem("#if 1 +\n#endif"));
    assertEquals("the text says #error", problem("#error no\n"));
    assertEquals("macro 'F': expected 2 arguments, found 1", problem("#define F(a, b) a\nF(1)"));
  }

  @Test
  void thePragmaForbidsContraction() {
    assertTrue(Preprocessor.process(new Source("x")).contract());
    assertFalse(Preprocessor.process(new Source("#pragma METAL fp contract(off)\nx")).contract());
    assertTrue(Preprocessor.process(new Source("#pragma unroll(4)\nx")).contract());
  }

  @Test
  void runawayMacrosAreStopped() {
    StringBuilder text = new StringBuilder("#define a0 x x\n");
    for (int i = 1; i < 40; i++) {
      text.append("#define a%d a%d a%d\n".formatted(i, i - 1, i - 1));
    }
    assertEquals("this macro expands to too much text", problem(text + "a39"));
  }

  @Test
  void linesCanBeContinued() {
    assertEquals("1 + 2", process("#define LONG 1 + \\\n 2\nLONG"));
  }
}
