package winofuzz.fuzz.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseSource;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.DrawnCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.shrink.Answer;

/** What is judged elsewhere is judged as here. */
final class RemoteJudgeTest {
  private static final Setting PUBLISHED =
      new Setting(
          List.of(LoweringPath.OLD, LoweringPath.HYBRID), Defect.published(), Target.APPLE, "sim");

  /** Reads out of bounds. */
  private static final ConvCase SMALL =
      CaseText.parse("batch=1,cin=1,h=1,w=2,cout=1,pad=1/2/2/0,groups=1,inputs=ones:0:none");

  private final Judge here = new Oracle(new BuiltinCompiler(), PUBLISHED);
  private final Judge there =
      new RemoteJudge(question -> JudgeDesk.answer(question, here), PUBLISHED);

  private static final Judge LOST =
      new RemoteJudge(
          question -> {
            throw new JudgeLostException("given up as each of 4 executors that judged it ended");
          },
          PUBLISHED);

  private static List<DrawnCase> drawn(int count) {
    List<DrawnCase> result = new ArrayList<>();
    try (CaseSource source = new CaseSource(1, InputDomain.drawn(), List.of(Target.values()))) {
      for (int i = 0; i < count; i++) {
        result.add(source.get(i, List.of()));
      }
    }
    return result;
  }

  @Test
  void reportsArriveAsTheyAre() {
    for (DrawnCase drawn : drawn(6)) {
      assertEquals(
          here.screen(drawn.subject(), drawn.target()),
          there.screen(drawn.subject(), drawn.target()));
    }
  }

  @Test
  void questionsAboutAFindingAreAnsweredAsHere() {
    Finding found = here.judge(SMALL, Target.APPLE).findings().getFirst();
    ConvCase right = CaseText.parse("batch=1,cin=1,h=1,w=1,cout=1,pad=1,groups=1");
    Signature signature = found.signature();
    assertEquals(
        List.of(Answer.NO, Answer.YES),
        there.shows(List.of(right, SMALL, SMALL), Target.APPLE, signature));
    assertEquals(Answer.YES, there.shows(SMALL, Target.APPLE, signature));
    assertEquals(
        here.needs(SMALL, Target.APPLE, signature), there.needs(SMALL, Target.APPLE, signature));
    assertEquals(here.seenOn(SMALL, Target.APPLE, found), there.seenOn(SMALL, Target.APPLE, found));
    assertEquals(here.judge(SMALL, Target.APPLE), there.judge(SMALL, Target.APPLE));
  }

  @Test
  void aCaseWhoseJudgesEndIsGivenUpAndNoFinding() {
    ConvCase c = drawn(1).getFirst().subject();
    CaseReport report = LOST.screen(c, Target.APPLE);
    Finding givenUp = report.findings().getFirst();
    assertTrue(LimitedJudge.dependsOnMachine(givenUp));
    assertEquals("given up as the process that judged it ended", LimitedJudge.reason(givenUp));
    assertEquals("given up as each of 4 executors that judged it ended", givenUp.detail());
    assertEquals(Answer.GAVE_UP, LOST.shows(c, Target.APPLE, givenUp.signature()));
    assertEquals(
        List.of(Answer.GAVE_UP, Answer.GAVE_UP),
        LOST.shows(List.of(c, c), Target.APPLE, givenUp.signature()));
    assertEquals(Set.of(), LOST.needs(c, Target.APPLE, givenUp.signature()));
    assertEquals(c, LOST.seenOn(c, Target.APPLE, givenUp).minimal());
  }

  @Test
  void whoeverIsInterruptedGetsNoAnswer() {
    Judge interrupted =
        new RemoteJudge(
            question -> {
              throw new InterruptedException();
            },
            PUBLISHED);
    ConvCase c = drawn(1).getFirst().subject();
    assertThrows(CancellationException.class, () -> interrupted.screen(c, Target.APPLE));
    assertTrue(Thread.interrupted());
  }

  @Test
  void aDeskJudgesByItsPlan() {
    String plan = JudgePlan.of(PUBLISHED, CaseLimits.USUAL, null).text();
    assertFalse(plan.contains("\n"));
    DrawnCase first = drawn(1).getFirst();
    try (JudgeDesk desk = JudgeDesk.open(plan)) {
      assertEquals(
          here.screen(first.subject(), first.target()),
          new RemoteJudge(desk::answer, PUBLISHED).screen(first.subject(), first.target()));
    }
  }

  @Test
  void aDeskWantsItsDeviceAndItsCompiler() {
    String other = JudgePlan.of(PUBLISHED.on("abacus"), CaseLimits.USUAL, null).text();
    assertTrue(refusal(other).matches("--device: expected sim.*, which are there; found abacus"));
    String missing = JudgePlan.of(PUBLISHED, CaseLimits.USUAL, List.of("/no/such/compiler")).text();
    assertTrue(refusal(missing).startsWith("--compiler: "));
  }

  private static String refusal(String plan) {
    return String.valueOf(
        assertThrows(BadInputException.class, () -> JudgeDesk.open(plan)).getMessage());
  }
}
