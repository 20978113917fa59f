package winofuzz.fuzz.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.StageResult;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;
import winofuzz.number.NumericProfile;

/** A case may take only so much, whatever the engines do. */
final class LimitedJudgeTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");
  private static final ConvCase LARGE = CaseText.parse("cin=1,h=9,w=9,cout=1");
  private static final ConvCase SMALL = CaseText.parse("cin=1,h=4,w=4,cout=1");

  /** Does something else with large convolutions. */
  private static Oracle with(Runnable instead) {
    return new Oracle(
        new FakeCompiler() {
          @Override
          public LoweredCase lower(
              Convolution c, LoweringPath path, Set<Defect> defects, Target target) {
            return new FakeLowered(c, path, defects) {
              @Override
              public StageResult evaluate(
                  Stage stage, Semantics semantics, NumericProfile profile, Values x, Values w) {
                if (convolution.equals(LARGE.convolution())) {
                  instead.run();
                }
                return super.evaluate(stage, semantics, profile, x, w);
              }
            };
          }
        },
        SETTING);
  }

  private static void hold(CountDownLatch forever) {
    boolean held = true;
    while (held) {
      try {
        forever.await();
        held = false;
      } catch (InterruptedException ignored) {
        // An engine that does not listen.
        held = true;
      }
    }
  }

  @Test
  void whatNeverEndsIsAFindingAndTheNextCaseIsJudged() {
    CountDownLatch forever = new CountDownLatch(1);
    try (LimitedJudge judge =
        new LimitedJudge(
            with(() -> hold(forever)),
            SETTING,
            new CaseLimits(Duration.ofMillis(1500), Long.MAX_VALUE))) {
      CaseReport report = judge.judge(LARGE, Target.APPLE);
      assertEquals(1, report.findings().size());
      Finding finding = report.findings().getFirst();
      assertEquals("limits/old/over-time", finding.signature().toString());
      assertTrue(finding.detail().endsWith(", in algebra"), finding.toString());
      assertTrue(report.isViolated());
      assertFalse(judge.shows(LARGE, Target.APPLE, finding.signature()));
      assertEquals(List.of(), judge.judge(SMALL, Target.APPLE).findings());
    } finally {
      forever.countDown();
    }
  }

  @Test
  void whatTakesTooMuchMemoryIsAFinding() {
    CountDownLatch forever = new CountDownLatch(1);
    byte[][] last = new byte[1][];
    Runnable allocate =
        () -> {
          for (int i = 0; i < 64; i++) {
            last[0] = new byte[1 << 20];
          }
          hold(forever);
        };
    try (LimitedJudge judge =
        new LimitedJudge(
            with(allocate), SETTING, new CaseLimits(Duration.ofMinutes(1), 32L << 20))) {
      CaseReport report = judge.judge(LARGE, Target.APPLE);
      assertEquals("limits/old/over-memory", report.findings().getFirst().signature().toString());
      assertEquals(1 << 20, last[0].length);
    } finally {
      forever.countDown();
    }
  }

  @Test
  void withinItsLimitsACaseIsJudgedAsEver() {
    try (LimitedJudge judge = new LimitedJudge(with(() -> {}), SETTING, CaseLimits.USUAL)) {
      CaseReport expected = with(() -> {}).judge(LARGE, Target.APPLE);
      assertEquals(expected, judge.judge(LARGE, Target.APPLE));
    }
  }
}
