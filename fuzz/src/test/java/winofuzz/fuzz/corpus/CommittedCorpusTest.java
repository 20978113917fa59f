package winofuzz.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.coverage.Feature.Kind;

/** The corpus that comes with the project; {@code bin/fuzz corpus verify} judges it. */
final class CommittedCorpusTest {
  private static final Path CORPUS = Path.of("..", "corpus");

  /** A gate replays them for every change. */
  private static final int MOST_CASES = 110;

  private static final long MOST_ELEMENTS = 15_000;

  /** Read so that a mistake moves no file. */
  private static List<KeptCase> cases() throws IOException {
    List<KeptCase> result = new ArrayList<>();
    try (Stream<Path> files = Files.list(CORPUS.resolve("cases"))) {
      for (Path file : files.toList()) {
        KeptCase kept = CaseFolder.readFile(file, KeptCaseDocument.class, KeptCaseDocument::toKept);
        assertEquals(kept.id() + ".json", file.getFileName().toString());
        result.add(kept);
      }
    }
    return result;
  }

  @Test
  void itIsSmall() throws IOException {
    List<KeptCase> cases = cases();
    assertTrue(cases.size() <= MOST_CASES, cases.size() + " cases");
    for (KeptCase kept : cases) {
      assertTrue(
          kept.subject().elements() <= MOST_ELEMENTS || kept.subject().isLarge(),
          kept.subject().toString());
    }
  }

  @Test
  void itIsAllThereAndAllNamed() throws IOException {
    Corpus.Survey survey = new Corpus(CORPUS).sound();
    assertEquals(List.of(), survey.unnamed());
  }

  @Test
  void noCaseIsInItForNothing() throws IOException {
    List<KeptCase> cases = cases();
    Reach reach = new Reach(cases);
    for (KeptCase kept : cases) {
      assertFalse(reach.onlyBy(kept).isEmpty(), kept.id());
    }
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    reach.features().stream().map(Feature::kind).forEach(kinds::add);
    assertEquals(EnumSet.complementOf(EnumSet.of(Kind.TRIPLE)), kinds);
  }
}
