package winofuzz.fuzz.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names are suggested for which mistakes. */
final class LikenessTest {
  private static final List<String> KNOWN =
      List.of(
          "run",
          "gate",
          "corpus",
          "check",
          "compile",
          "completion",
          "direct",
          "old",
          "new",
          "hybrid",
          "matched",
          "pad-order",
          "index-order",
          "ungated-reads",
          "lattice",
          "onehot",
          "apple-notc",
          "--paths",
          "--path",
          "cin",
          "cout",
          "h",
          "w");

  @ParameterizedTest
  @CsvSource({
    "rnu, run",
    "runn, run",
    "gaet, gate",
    "corpse, corpus",
    "chekc, check",
    "complie, compile",
    "completions, completion",
    "compl, completion",
    "hybird, hybrid",
    "hyb, hybrid",
    "HYBRID, hybrid",
    "hibrid, hybrid",
    "odl, old",
    "macthed, matched",
    "padorder, pad-order",
    "pad_order, pad-order",
    "index-ordre, index-order",
    "ungated-read, ungated-reads",
    "latice, lattice",
    "one-hot, onehot",
    "apple_notc, apple-notc",
    "--pth, --path",
    "--pathss, --paths",
    "cuot, cout",
    "cni, cin"
  })
  void aMisspeltNameIsFound(String found, String meant) {
    assertEquals("; did you mean '" + meant + "'?", Likeness.suggestion(found, KNOWN));
  }

  @ParameterizedTest
  @CsvSource({
    "bogus",
    "x",
    "hh",
    "nw",
    "cuda",
    "winograd",
    "tensorflow",
    "--verbose",
    "zzzzzz",
    "12",
    "old",
    "''"
  })
  void aWordThatIsFarFromAllNamesIsNot(String found) {
    assertEquals("", Likeness.suggestion(found, KNOWN));
  }

  @Test
  void nothingIsSuggestedWhereNothingIsKnown() {
    assertEquals("", Likeness.suggestion("hybrid", List.of()));
  }
}
