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
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.DrawnCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.finding.Finding;
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
    Finding found = null;
    for (DrawnCase drawn : drawn(20)) {
      CaseReport report = here.screen(drawn.subject(), drawn.target());
      assertEquals(report, there.screen(drawn.subject(), drawn.target()));
      found = report.findings().isEmpty() ? found : report.findings().getFirst();
    }
    assertTrue(found != null, "a case with a finding");
    askAbout(found);
  }

  private void askAbout(Finding found) {
    ConvCase c = found.firstSeen();
    Target target = found.setting().target();
    ConvCase other = c.with(found.minimal().convolution());
    assertEquals(Answer.YES, there.shows(c, target, found.signature()));
    assertEquals(
        here.shows(List.of(other, c, c), target, found.signature()),
        there.shows(List.of(other, c, c), target, found.signature()));
    assertEquals(
        here.needs(c, target, found.signature()), there.needs(c, target, found.signature()));
    assertEquals(here.seenOn(c, target, found), there.seenOn(c, target, found));
    assertEquals(here.judge(c, target), there.judge(c, target));
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
    assertTrue(
        assertThrows(BadInputException.class, () -> JudgeDesk.open(other))
            .getMessage()
            .matches("--device: expected sim.*, which are there; found abacus"));
    String missing = JudgePlan.of(PUBLISHED, CaseLimits.USUAL, List.of("/no/such/compiler")).text();
    assertTrue(
        assertThrows(BadInputException.class, () -> JudgeDesk.open(missing))
            .getMessage()
            .startsWith("--compiler: "));
  }
}
