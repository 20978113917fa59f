package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.fuzz.cli.Shell.Outcome;

/** A gate that cannot replay all of its corpus does not hold, and leaves the corpus as it is. */
final class DamagedCorpusTest {
  @TempDir static Path good;
  @TempDir Path folder;

  private Outcome fuzz(String line) {
    return new Shell(folder).line(line);
  }

  @BeforeAll
  static void aCorpusToDamage() {
    Shell shell = new Shell(good);
    assertEquals(1, shell.line("run --cases 8 --defects index-order --out $/run").status());
    assertEquals(0, shell.line("corpus add $/run").status());
    assertEquals(0, shell.line("gate --cases 1 --seed 3").status());
  }

  private Path corpus() throws Exception {
    return Tree.copy(good.resolve("corpus"), folder.resolve("corpus"));
  }

  private void assertRefused(Path corpus) throws Exception {
    Map<String, String> before = Tree.contents(corpus);
    for (String command :
        new String[] {
          "gate --cases 1 --seed 3", "corpus distill", "corpus add cin=1,h=4,w=4,cout=1"
        }) {
      Outcome outcome = fuzz(command);
      outcome.assertMistake();
      assertTrue(outcome.err().matches("(?s).*(expected|unknown key) .*"), outcome.err());
      assertEquals(before, Tree.contents(corpus), command);
    }
    assertEquals(2, fuzz("corpus verify").status());
    assertEquals(2, fuzz("corpus list").status());
    assertEquals(before, Tree.contents(corpus));
  }

  @ParameterizedTest
  @Timeout(60)
  @CsvSource(
      delimiter = '|',
      value = {
        "case | gone",
        "case | empty",
        "case | brace",
        "case | binary",
        "case | cut",
        "case | folder",
        "case | pipe",
        "case | device",
        "case | dangling",
        "case | huge",
        "case | s/\"number\" : /\"number\" : -1/",
        "case | s/\"cin\" : [0-9]+/\"cin\" : 123/",
        "finding | gone",
        "finding | brace",
        "finding | other-format",
        "finding | s/\"number\" : /\"number\" : -1/",
        "manifest.json | gone",
        "manifest.json | empty",
        "manifest.json | list",
        "manifest.json | folder",
        "manifest.json | pipe",
        "manifest.json | s/\"cases\" : \\[/\"cases\" : [ \"0123456789ab\",/",
        "manifest.json | s/\"cases\" : \\[/\"cases\" : [ \"..\",/",
      })
  void itIsToldInOneLineAndNothingIsTouched(String name, String how) throws Exception {
    Path corpus = corpus();
    FileDamage.apply(how, FileDamage.file(corpus, name));
    assertRefused(corpus);

    assertEquals(0, fuzz("corpus verify --repair").status());
    assertEquals(0, fuzz("gate --cases 1 --seed 3").status());
  }

  @Test
  void allOfItMayBeDamaged() throws Exception {
    Path corpus = corpus();
    try (Stream<Path> files = Files.list(corpus.resolve("cases"))) {
      for (Path file : files.toList()) {
        FileDamage.apply("brace", file);
      }
    }
    assertRefused(corpus);
  }

  @Test
  void anEmptyCorpusDoesNotHold() throws Exception {
    for (String made : new String[] {"corpus", "corpus/cases"}) {
      Files.createDirectories(folder.resolve(made));
      Outcome outcome = fuzz("gate --cases 1");
      assertEquals(2, outcome.status(), outcome.err());
      assertTrue(outcome.err().contains("expected kept cases, found none"), outcome.err());
    }
  }

  @Test
  void whatTheManifestDoesNotNameIsReplayedAndTold() throws Exception {
    Path corpus = corpus();
    Path manifest = corpus.resolve("manifest.json");
    FileDamage.apply("s/\"[0-9a-f]{12}\", //", manifest);
    Outcome outcome = fuzz("gate --cases 1 --seed 3");
    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.err().contains(": not in the manifest; "), outcome.err());
    assertEquals(0, fuzz("corpus verify --repair").status());
    assertEquals(
        Files.readString(good.resolve("corpus/manifest.json")), Files.readString(manifest));
  }
}
