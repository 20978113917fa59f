package winofuzz.fuzz.about;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.Assertions;

final class GlossaryTest {
  private static final Glossary SMALL =
      Glossary.parse(
          """
          # Glossary

          - **domain**: where inputs come from: `real` (any floats), `lattice` (integers on which
            nothing rounds).
          - **fire**: of the rewrite: to be made. See [grids.md](grids.md).
          - **grid class**: how launches compare: `same` (alike).
          """);

  @Test
  void anEntryIsOneLineWithoutMarkup() {
    assertEquals(List.of("domain", "fire", "grid class", "lattice", "real", "same"), SMALL.words());
    assertEquals(
        "of the rewrite: to be made. See grids.md.", SMALL.find("Fire").orElseThrow().text());
    assertEquals(
        new Glossary.Entry("lattice", "domain", "integers on which nothing rounds"),
        SMALL.find("lattice").orElseThrow());
    assertTrue(SMALL.find("onehot").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "it fires | fire",
        "fire old holds | fire",
        "it misfires or is on-fire |",
        "inputs=real:42 | real",
        "\"domain\":\"lattice\" | domain lattice",
        "~  lattice  1 of 2~ | lattice",
        "in real life |",
        "the same as before |",
        "grids same      on 7 cases | same",
        "grid same as | same",
        "class  same | same"
      })
  void aValueCountsOnlyWhereItIsSetOff(String text, String words) {
    assertEquals(
        words == null ? "" : words,
        String.join(" ", SMALL.occurring(text).stream().map(Glossary.Entry::word).toList()));
  }

  @Test
  void theNamesInResultsAreExplained() {
    Glossary glossary = Glossary.load();
    Assertions.ALL.forEach(a -> assertTrue(glossary.find(a.name()).isPresent(), a.name()));
    for (InputDomain domain : InputDomain.values()) {
      assertTrue(glossary.find(domain.label()).isPresent(), domain.label());
    }
    for (GridClass one : GridClass.values()) {
      assertTrue(glossary.find(one.label()).isPresent(), one.label());
    }
    for (String word : List.of("noted", "certified", "proven", "alongside", "given up")) {
      assertTrue(glossary.find(word).isPresent(), word);
    }
  }
}
