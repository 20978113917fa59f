package winofuzz.fuzz.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.report.StoryText;
import winofuzz.fuzz.story.Story.KernelSide;
import winofuzz.fuzz.story.Story.SourceLine;
import winofuzz.ir.Stage;

/** The stories of the published defects name their true causes. */
final class StorytellerTest {
  private static final int SCREEN = 24;
  private static final int WIDTH = 80;

  /** Telling it costs seconds: several tests read one. */
  @SuppressWarnings("NullAway.Init")
  private static Story indexOrder;

  @BeforeAll
  static void tell() {
    indexOrder = story("cin=1,h=4,w=4,cout=2", "algebra", EnumSet.of(Defect.INDEX_ORDER));
  }

  private static Story story(String spec, String assertion, Set<Defect> defects) {
    ConvCase c = CaseText.parse(spec);
    Setting setting =
        new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), defects, Target.APPLE, "sim");
    Oracle oracle = new Oracle(new BuiltinCompiler(), setting);
    try (LimitedJudge judge = new LimitedJudge(oracle, setting, CaseLimits.USUAL)) {
      Finding finding =
          judge.judge(c, setting.target()).findings().stream()
              .filter(f -> f.signature().assertion().equals(assertion))
              .findFirst()
              .orElseThrow();
      return new Storyteller(oracle, judge, false).tell(finding);
    }
  }

  /** What somebody sees without scrolling. */
  private static String firstScreen(Story story) {
    return StoryText.of(story, WIDTH).stream()
        .limit(SCREEN)
        .peek(line -> assertTrue(line.columnLength() <= WIDTH, line::toString))
        .map(line -> line.toString() + "\n")
        .reduce("", String::concat);
  }

  @Test
  void indexOrderIsTheOutputAxisOrder() {
    Story story = indexOrder;
    assertEquals("output axis order", story.cause().name());
    assertEquals("hybrid's value differs from the convolution", story.headline());
    assertTrue(
        story.cause().explanation().contains("written in the order (tile-"),
        story.cause()::explanation);
    assertNotNull(story.culprit());
    assertEquals(Stage.RANGED, story.culprit().stage());
    assertEquals("winograd", story.culprit().rule());
    assertNotNull(story.first());
    assertFalse(story.first().expected().bits().equals(story.first().found().bits()));
    assertNotNull(story.larger());
    assertEquals(
        List.of("right", "wrong"),
        story.stages().get(1).cells().stream().map(Story.StageCell::verdict).toList());
    String screen = firstScreen(story);
    assertTrue(screen.contains("output axis order"), screen);
  }

  @Test
  void padOrderIsThePaddingOrder() {
    Story story = story("cin=1,h=3,w=4,cout=1", "lowering", EnumSet.of(Defect.PAD_ORDER));
    assertEquals("padding order", story.cause().name());
    assertEquals("old does not lower a valid convolution", story.headline());
    assertFalse(story.paths().getFirst().problem().isEmpty());
    assertNull(story.picture());
    String screen = firstScreen(story);
    assertTrue(screen.contains("padding order"), screen);
  }

  @Test
  void ungatedReadsAreAnUngatedRead() {
    Story story = story("cin=1,h=4,w=4,cout=1", "safety", EnumSet.of(Defect.UNGATED_READS));
    assertEquals("ungated read", story.cause().name());
    assertTrue(story.cause().explanation().contains("of x, which has 16"), firstScreen(story));
    List<String> marks =
        story.paths().getLast().kernels().stream()
            .map(KernelSide::lines)
            .flatMap(List::stream)
            .map(SourceLine::mark)
            .filter(mark -> !mark.isEmpty())
            .toList();
    assertTrue(marks.getFirst().contains("read out of bounds, element 16 of x"), marks::toString);
    assertTrue(firstScreen(story).contains("ungated read"), firstScreen(story));
  }

  /** A file of a story is read back as it was. */
  @Test
  void aStoryIsADocument() {
    Story story = indexOrder;
    String text = Json.pretty(story);
    assertEquals(text, Json.pretty(Json.read(text, "here", Story.class, Function.identity())));
  }

  @Test
  void aCaseThatIsNotShrunkSaysHowToGoOn() {
    Story story = indexOrder;
    assertTrue(story.minimality().contains("bin/fuzz triage"), story.minimality());
  }
}
