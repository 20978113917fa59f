package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.about.Glossary;

final class ExplainTest {
  private static final String CASE = "check --case cin=1,h=4,w=4,cout=2,pad=1,inputs=lattice:3";

  @TempDir Path folder;

  @Test
  void aCommandExplainsTheWordsThatItPrinted() {
    Shell.Outcome plain = new Shell(folder).line(CASE + " --defects index-order");
    Shell.Outcome outcome = new Shell(folder).line(CASE + " --defects index-order --explain");
    assertEquals(1, outcome.status());
    assertEquals(plain.out(), outcome.out());
    String legend = outcome.err();
    assertTrue(legend.startsWith(System.lineSeparator() + "The words above:"), legend);
    for (String word :
        new String[] {"fire", "lattice (domain)", "hybrid (path)", "algebra (assertion)"}) {
      assertTrue(legend.lines().anyMatch(word::equals), word + " in " + legend);
    }
    assertFalse(legend.contains("onehot (domain)"), legend);
  }

  @Test
  void theLegendIsNoPartOfAJsonDocument() throws IOException {
    Shell.Outcome outcome = new Shell(folder).line(CASE + " --json --explain");
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals(8, outcome.json().get("assertions").size());
    assertTrue(outcome.err().contains("cross-path (assertion)"), outcome.err());
  }

  @Test
  void whereNoWordIsPrintedThereIsNoLegend() {
    assertEquals("", GlossaryText.legend("1490 5542 52387"));
  }

  @Test
  void wordsAreExplainedOneByOneOrAll() {
    Shell shell = new Shell(folder);
    Shell.Outcome some = shell.fuzz("explain", "lattice", "Fire");
    assertEquals(0, some.status(), some.err());
    assertTrue(some.out().startsWith("lattice (domain)" + System.lineSeparator()), some.out());
    assertTrue(some.out().contains("fire" + System.lineSeparator()), some.out());
    assertTrue(shell.fuzz("explain", "grid", "class").out().startsWith("grid class"));
    String all = shell.fuzz("explain").out();
    for (String word : Glossary.load().words()) {
      assertTrue(all.lines().anyMatch(line -> line.matches(word + "( \\(.*\\))?")), word);
    }
  }
}
