package winofuzz.compiler.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPCAST 1 0",
        "UNROLL 0 4",
        "LOCAL 2 16",
        "GROUP 0 8",
        "GROUPTOP 0 16",
        "TC 0 -1/0/1",
        "SWAP 0 2",
        "PADTO 1 32",
        "NOLOCALS None None"
      })
  void isReadAsItIsWritten(String text) {
    assertEquals(text, Opt.parse(text).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "UPCAST", "UPCAST 1", "UPCAST 1 x", "UPCAST 1 2 3", "THREAD 0 2", "TC 0 1/0"})
  void anythingElseIsReported(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Opt.parse(text));
    assertTrue(e.toString().contains("option: expected OP axis argument"), e.toString());
  }

  @Test
  void theKindSaysWhatThePartBecomes() {
    assertEquals(Opt.upcast(0, 4), Opt.parse("UPCAST 0 4"));
    assertTrue(Opt.SplitKind.GROUP.isGroup() && Opt.SplitKind.GROUPTOP.isGroup());
  }
}
