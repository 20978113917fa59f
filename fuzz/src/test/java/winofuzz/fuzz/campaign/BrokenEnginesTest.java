package winofuzz.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.FakeCompiler;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Stage;
import winofuzz.metal.Device;
import winofuzz.metal.DeviceException;
import winofuzz.number.NumericProfile;
import winofuzz.work.Work;

/**
 * Whatever breaks on one case, in whatever step, is one outcome of that case: the campaign goes on,
 * and all else comes to the same.
 */
final class BrokenEnginesTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");

  private static final int CASES = 16;

  /** Enough for every case that is not endless. */
  private static final CaseLimits LIMITS = new CaseLimits(200_000_000, Duration.ofSeconds(1));

  /** What engines that do not listen wait for. */
  private static final CountDownLatch END = new CountDownLatch(1);

  private static Outcome unbroken = new Outcome(List.of(), List.of(), Map.of(), List.of());
  private static ConvCase victim = CaseText.parse("cin=1,h=3,w=3,cout=1");

  /** How engines break. */
  private enum Way {
    LOWERING_THROWS("breaks-at-IllegalStateException") {
      @Override
      void lowering() {
        throw new IllegalStateException("no such range");
      }
    },
    LOWERING_RECURS_WITHOUT_END("breaks-at-StackOverflowError") {
      @Override
      void lowering() {
        recur(1);
      }
    },
    LOWERING_TAKES_ALL_MEMORY("over-memory") {
      @Override
      void lowering() {
        exhaust();
      }
    },
    LOWERING_FAILS_AN_ASSERTION("breaks-at-AssertionError") {
      @Override
      void lowering() {
        throw new AssertionError("never reached");
      }
    },
    LOWERING_LACKS_A_CLASS("breaks-at-NoClassDefFoundError") {
      @Override
      void lowering() {
        throw new NoClassDefFoundError("winofuzz/Gone");
      }
    },
    LOWERING_HAS_NO_END("over-work") {
      @Override
      void lowering() {
        while (true) {
          NodeArena.meter().spend(Work.REWRITE, 1);
        }
      }
    },
    LOWERING_HANGS("over-wall-clock") {
      @Override
      void lowering() {
        hang();
      }
    },
    STAGE_HAS_NO_VALUE("algebra/old/linear") {
      @Override
      void evaluating(Stage stage, Semantics semantics) {
        if (stage == Stage.LINEAR) {
          throw new EvaluationException("a store out of range");
        }
      }
    },
    INTERPRETER_THROWS_ON_A_STAGE("algebra/old/linear") {
      @Override
      void evaluating(Stage stage, Semantics semantics) {
        if (stage == Stage.LINEAR) {
          throw new ArrayIndexOutOfBoundsException("7 of 5");
        }
      }
    },
    INTERPRETER_THROWS("breaks-at-ArithmeticException") {
      @Override
      void evaluating(Stage stage, Semantics semantics) {
        throw new ArithmeticException("division by zero");
      }
    },
    INTERPRETER_RECURS_WITHOUT_END("breaks-at-StackOverflowError") {
      @Override
      void evaluating(Stage stage, Semantics semantics) {
        recur(1);
      }
    },
    INTERPRETER_TAKES_ALL_MEMORY("over-memory") {
      @Override
      void evaluating(Stage stage, Semantics semantics) {
        exhaust();
      }
    },
    DEVICE_IS_LOST("breaks-at-DeviceException") {
      @Override
      LoweredCase.Execution ran(LoweredCase.Execution execution) {
        throw new DeviceException("lost");
      }
    },
    DEVICE_CRASHES("safety/old/sim:crashed") {
      @Override
      LoweredCase.Execution ran(LoweredCase.Execution execution) {
        return new LoweredCase.Execution.Stopped("crashed", "SIGSEGV");
      }
    },
    DEVICE_HANGS("over-wall-clock") {
      @Override
      LoweredCase.Execution ran(LoweredCase.Execution execution) {
        hang();
        return execution;
      }
    },
    DEVICE_TAKES_ALL_MEMORY("over-memory") {
      @Override
      LoweredCase.Execution ran(LoweredCase.Execution execution) {
        exhaust();
        return execution;
      }
    },
    LAUNCHES_THROW("sizes/old/breaks-at-IllegalStateException") {
      @Override
      void launching() {
        throw new IllegalStateException("no launch");
      }
    },
    BLAME_THROWS("blame/old/breaks-at-IllegalStateException") {
      @Override
      void blaming() {
        throw new IllegalStateException("no culprit");
      }
    },
    BLAME_RECURS_WITHOUT_END("blame/old/breaks-at-StackOverflowError") {
      @Override
      void blaming() {
        recur(1);
      }
    },
    BLAME_HAS_NO_END("over-work") {
      @Override
      void blaming() {
        while (true) {
          NodeArena.meter().spend(Work.NODE, 1);
        }
      }
    },
    SHRINKING_THROWS("breaks-at-IllegalStateException") {
      @Override
      void shrinking() {
        throw new IllegalStateException("no smaller case");
      }
    },
    SHRINKING_RECURS_WITHOUT_END("breaks-at-StackOverflowError") {
      @Override
      void shrinking() {
        recur(1);
      }
    },
    SHRINKING_TAKES_ALL_MEMORY("over-memory") {
      @Override
      void shrinking() {
        exhaust();
      }
    };

    private final String outcome;

    Way(String outcome) {
      this.outcome = outcome;
    }

    void lowering() {}

    void evaluating(Stage stage, Semantics semantics) {}

    LoweredCase.Execution ran(LoweredCase.Execution execution) {
      return execution;
    }

    void launching() {}

    void blaming() {}

    void shrinking() {}

    /**
     * Whether the victim computes something wrong, so that there is something to blame or shrink.
     */
    boolean isWrong() {
      return name().startsWith("BLAME") || name().startsWith("SHRINKING");
    }

    /** How many findings there are: what is wrong with the victim is found as well. */
    int findings() {
      return switch (this) {
        case BLAME_THROWS,
            BLAME_RECURS_WITHOUT_END,
            SHRINKING_THROWS,
            SHRINKING_RECURS_WITHOUT_END,
            SHRINKING_TAKES_ALL_MEMORY ->
            2;
        default -> 1; // The one outcome.
      };
    }
  }

  private static int recur(int depth) {
    return depth < 0 ? 0 : recur(depth + 1) + 1;
  }

  private static void exhaust() {
    long[][] all = new long[64][];
    for (int i = 0; i < all.length; i++) {
      all[i] = new long[Integer.MAX_VALUE];
    }
  }

  private static void hang() {
    while (END.getCount() > 0) {
      try {
        END.await();
      } catch (InterruptedException e) {
        // It does not listen.
      }
    }
  }

  /** Breaks in a way on one case alone. */
  private static final class Broken extends FakeCompiler.FakeLowered {
    private final Way way;

    Broken(Way way, Convolution convolution, LoweringPath path) {
      super(convolution, path, Set.of());
      this.way = way;
    }

    @Override
    public StageResult evaluate(
        Stage stage, Semantics semantics, NumericProfile profile, Values x, Values w) {
      way.evaluating(stage, semantics);
      StageResult right = super.evaluate(stage, semantics, profile, x, w);
      return way.isWrong() && stage == Stage.LINEAR && path.equals(LoweringPath.OLD)
          ? new StageResult(FakeCompiler.reversed(right.output()), List.of())
          : right;
    }

    @Override
    public Execution run(Device device, Values x, Values w) {
      return way.ran(super.run(device, x, w));
    }

    @Override
    public List<LaunchShape> launches() {
      way.launching();
      return super.launches();
    }

    @Override
    public Optional<Culprit> culprit(Set<StageFault> faults, Values x, Values w, Values expected) {
      way.blaming();
      return Optional.empty();
    }
  }

  /** What a campaign comes to. */
  private record Outcome(
      List<Finding> findings,
      List<CaseReport> overtime,
      Map<ConvCase, CaseReport> reports,
      List<KeptCase> kept) {}

  private static Outcome run(Predicate<Convolution> breaks, Way way) throws Exception {
    FakeCompiler compiler =
        FakeCompiler.of(
            (c, path, defects) -> {
              if (!breaks.test(c)) {
                return new FakeCompiler.FakeLowered(c, path, defects);
              }
              way.lowering();
              return new Broken(way, c, path);
            });
    Map<ConvCase, CaseReport> reports = new ConcurrentHashMap<>();
    List<KeptCase> kept = new ArrayList<>();
    CampaignListener listener =
        new CampaignListener() {
          @Override
          public void kept(KeptCase fresh) {
            kept.add(fresh);
          }
        };
    try (LimitedJudge judge = new LimitedJudge(new Oracle(compiler, SETTING), SETTING, LIMITS)) {
      CampaignResult result =
          new Campaign(plan(), watched(judge, way, reports), listener, System::nanoTime).run();
      assertEquals(CASES, result.statistics().cases());
      return new Outcome(result.findings(), result.overtime(), reports, kept);
    }
  }

  private static Judge watched(LimitedJudge judge, Way way, Map<ConvCase, CaseReport> reports) {
    return new Judge() {
      @Override
      public CaseReport judge(ConvCase c, Target target) {
        return judge.judge(c, target);
      }

      @Override
      public CaseReport screen(ConvCase c, Target target) {
        CaseReport report = judge.screen(c, target);
        reports.put(c, report);
        return report;
      }

      @Override
      public Answer shows(ConvCase c, Target target, Signature signature) {
        way.shrinking();
        return judge.shows(c, target, signature);
      }
    };
  }

  private static Plan plan() {
    return new Plan(
        5,
        Duration.ofMinutes(10),
        CASES,
        2,
        InputDomain.drawn(),
        List.of(Target.APPLE),
        SETTING,
        200);
  }

  /** The victim is the only case of its convolution. */
  @BeforeAll
  static void findVictim() throws Exception {
    unbroken = run(c -> false, Way.LOWERING_THROWS);
    assertEquals(List.of(), unbroken.findings);
    Map<Convolution, Integer> counts = new HashMap<>();
    unbroken.reports.keySet().forEach(c -> counts.merge(c.convolution(), 1, Integer::sum));
    victim =
        unbroken.reports.keySet().stream()
            .filter(c -> Integer.valueOf(1).equals(counts.get(c.convolution())))
            .filter(c -> c.inputs().domain() == InputDomain.REAL)
            .filter(c -> c.convolution().cout() > 1)
            .min(ConvCase.bySize())
            .orElseThrow();
  }

  /** What is kept decides what is drawn. */
  private static List<ConvCase> subjects(Outcome outcome) {
    return outcome.kept.stream().map(KeptCase::subject).toList();
  }

  @AfterAll
  static void letGo() {
    END.countDown();
  }

  @ParameterizedTest
  @EnumSource
  void isOneOutcomeOfThatCase(Way way) throws Exception {
    Outcome outcome = run(victim.convolution()::equals, way);
    List<Finding> found = new ArrayList<>(outcome.findings);
    outcome.overtime.forEach(report -> found.addAll(report.findings()));
    List<String> told = found.stream().map(f -> f.signature().toString()).toList();
    assertEquals(way.findings(), found.size(), told.toString());
    assertTrue(told.stream().anyMatch(t -> t.contains(way.outcome)), told.toString());
    found.forEach(f -> assertEquals(victim, f.firstSeen()));
    outcome.reports.remove(victim);
    Map<ConvCase, CaseReport> others = new HashMap<>(unbroken.reports);
    others.remove(victim);
    assertEquals(others, outcome.reports);
    assertEquals(subjects(unbroken), subjects(outcome));
  }
}
