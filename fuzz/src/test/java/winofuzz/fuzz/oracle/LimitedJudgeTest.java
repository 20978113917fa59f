package winofuzz.fuzz.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase.StageResult;
import winofuzz.fuzz.oracle.FakeCompiler.FakeLowered;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Stage;
import winofuzz.number.NumericProfile;
import winofuzz.work.Work;
import winofuzz.work.WorkMeter;

/** A case may cost only so much, whatever the engines do. */
final class LimitedJudgeTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");
  private static final ConvCase LARGE = CaseText.parse("cin=1,h=9,w=9,cout=1");
  private static final ConvCase SMALL = CaseText.parse("cin=1,h=4,w=4,cout=1");

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final CaseLimits SHORT = new CaseLimits(Long.MAX_VALUE, Duration.ofMillis(300));
  private static final CaseLimits LITTLE = new CaseLimits(5_000_000, Duration.ofMinutes(10));

  /** Does something else with large convolutions. */
  private static Oracle with(Runnable instead) {
    return new Oracle(
        FakeCompiler.of(
            (c, path, defects) ->
                new FakeLowered(c, path, defects) {
                  @Override
                  public StageResult evaluate(
                      Stage stage,
                      Semantics semantics,
                      NumericProfile profile,
                      Values x,
                      Values w) {
                    if (convolution.equals(LARGE.convolution())
                        && path.equals(LoweringPath.OLD)
                        && stage == Stage.TENSOR
                        && semantics == Semantics.EXACT) {
                      instead.run();
                    }
                    return super.evaluate(stage, semantics, profile, x, w);
                  }
                }),
        SETTING);
  }

  /** An engine that neither ends nor counts nor listens. */
  private static void hold(CountDownLatch forever) {
    boolean held = true;
    while (held) {
      try {
        forever.await();
        held = false;
      } catch (InterruptedException ignored) {
        held = true;
      }
    }
  }

  /** An engine that never ends, and counts what it does. */
  private static void work(AtomicReference<Thread> by) {
    by.set(Thread.currentThread());
    WorkMeter meter = NodeArena.meter();
    while (true) {
      meter.spend(Work.ELEMENT, 1);
    }
  }

  private static void assertStops(AtomicReference<Thread> worker) throws InterruptedException {
    Thread thread = Objects.requireNonNull(worker.get());
    StackTraceElement[] stack = thread.getStackTrace();
    for (int i = 0; i < 100 && isInWork(stack); i++) {
      Thread.sleep(20);
      stack = thread.getStackTrace();
    }
    assertFalse(isInWork(stack), "still at work");
  }

  private static boolean isInWork(StackTraceElement[] stack) {
    return Arrays.stream(stack).anyMatch(f -> f.getClassName().equals(WorkMeter.class.getName()))
        || Arrays.stream(stack).anyMatch(f -> f.getMethodName().equals("work"));
  }

  @Test
  void whatCostsTooMuchWorkIsAFindingWhateverTheClockSays() throws Exception {
    AtomicReference<Thread> worker = new AtomicReference<>();
    try (LimitedJudge judge = new LimitedJudge(with(() -> work(worker)), SETTING, LITTLE)) {
      CaseReport report = judge.judge(LARGE, Target.APPLE);
      assertEquals(1, report.findings().size());
      Finding finding = report.findings().getFirst();
      assertEquals("limits/old/over-work", finding.signature().toString());
      assertEquals("given up after 5 million units of work, in algebra", finding.detail());
      assertFalse(LimitedJudge.dependsOnMachine(finding));
      assertTrue(report.isViolated());
      assertEquals(Answer.GAVE_UP, judge.shows(LARGE, Target.APPLE, ofAlgebra()));
      assertEquals(List.of(), judge.judge(SMALL, Target.APPLE).findings());
      assertStops(worker);
    }
  }

  private static Signature ofAlgebra() {
    return new Signature("algebra", LoweringPath.OLD, new Symptom.WrongStage(Stage.RANGED));
  }

  @Test
  void whetherACaseIsGivenUpDependsOnItsWorkAlone() {
    for (int spent : new int[] {1_000_000, 2_500_001}) {
      Runnable work = () -> NodeArena.meter().spend(Work.ELEMENT, spent);
      try (LimitedJudge judge = new LimitedJudge(with(work), SETTING, LITTLE)) {
        CaseReport report = judge.judge(LARGE, Target.APPLE);
        assertEquals(spent > 2_500_000, report.isViolated(), report.judgements() + "");
      }
    }
  }

  @Test
  void whatTheWallClockGivesUpStopsAndIsMarked() throws Exception {
    AtomicReference<Thread> worker = new AtomicReference<>();
    try (LimitedJudge judge = new LimitedJudge(with(() -> work(worker)), SETTING, SHORT)) {
      Finding finding = judge.judge(LARGE, Target.APPLE).findings().getFirst();
      assertEquals("limits/old/over-wall-clock", finding.signature().toString());
      assertEquals("given up after 0.3 s, in algebra", finding.detail());
      assertTrue(LimitedJudge.dependsOnMachine(finding));
      assertStops(worker);
    }
  }

  @Test
  void whatDoesNotEvenListenIsLeftToItselfAndTheNextCaseIsJudged() {
    CountDownLatch forever = new CountDownLatch(1);
    try (LimitedJudge judge = new LimitedJudge(with(() -> hold(forever)), SETTING, SHORT)) {
      CaseReport report = judge.judge(LARGE, Target.APPLE);
      assertTrue(LimitedJudge.dependsOnMachine(report.findings().getFirst()));
      assertEquals(List.of(), judge.judge(SMALL, Target.APPLE).findings());
    } finally {
      forever.countDown();
    }
  }

  @Test
  void workStopsWhenWhoeverAskedIsInterrupted() throws Exception {
    AtomicReference<Thread> worker = new AtomicReference<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    try (LimitedJudge judge =
        new LimitedJudge(with(() -> work(worker)), SETTING, new CaseLimits(Long.MAX_VALUE, LONG))) {
      Thread asking =
          new Thread(
              () -> {
                try {
                  judge.shows(LARGE, Target.APPLE, ofAlgebra());
                } catch (CancellationException e) {
                  thrown.set(e);
                }
              });
      asking.start();
      while (worker.get() == null) {
        Thread.sleep(5);
      }
      asking.interrupt();
      asking.join(10_000);
      assertTrue(thrown.get() instanceof CancellationException);
      assertStops(worker);
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
