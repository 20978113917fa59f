package winofuzz.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.FakeCompiler;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.shrink.Answer;

final class CampaignTest {
  @TempDir Path root;

  private static final Setting PUBLISHED =
      new Setting(
          List.of(LoweringPath.OLD, LoweringPath.HYBRID), Defect.published(), Target.APPLE, "sim");

  /** Remembers what it hears. */
  private static final class Listener implements CampaignListener {
    private final List<String> heard = new ArrayList<>();
    private int ticks;
    private int keptCases;
    private volatile Statistics counted = Statistics.NONE;

    @Override
    public void progress(Progress progress) {
      ticks++;
    }

    @Override
    public void found(Finding finding) {
      heard.add("found " + finding.signature());
    }

    @Override
    public void minimized(Finding finding) {
      heard.add("minimized " + finding.signature());
    }

    @Override
    public void kept(KeptCase kept) {
      keptCases++;
    }

    @Override
    public void counted(Statistics statistics) {
      counted = statistics;
    }

    @Override
    public void finished(Finding finding) {
      heard.add(
          finding.same() == null
              ? "finished " + finding.signature()
              : finding.signature() + " is " + finding.same());
    }
  }

  private static Plan plan(Setting setting, long cases, int jobs) {
    return new Plan(
        1,
        Duration.ofMinutes(10),
        cases,
        jobs,
        InputDomain.drawn(),
        List.of(Target.values()),
        setting,
        20_000);
  }

  /** Asks for many tries at once, and is lost at some time. */
  private record FarFleet(Judge judge, AtomicInteger questions) implements Fleet {
    @Override
    public int places() {
      return 3;
    }

    @Override
    public int triesAtOnce() {
      return 9;
    }

    @Override
    public void requireAlive() throws IOException {
      if (questions.get() < 0) {
        throw new IOException("the cluster is gone");
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void anotherFleetFindsTheSame() throws IOException, InterruptedException {
    Oracle oracle = new Oracle(new FakeCompiler(), PUBLISHED);
    FarFleet fleet = new FarFleet(oracle, new AtomicInteger());
    CampaignResult far =
        new Campaign(
                plan(PUBLISHED, 40, 1), fleet, new Listener(), System::nanoTime, Checkpoint.START)
            .run();
    CampaignResult near = run(PUBLISHED, 40, 2, new Listener());
    assertFalse(near.findings().isEmpty());
    assertEquals(near.findings(), far.findings());
    assertEquals(near.statistics().skipped(), far.statistics().skipped());
  }

  @Test
  void aFleetThatIsLostEndsTheCampaignWithItsReason() {
    Oracle oracle = new Oracle(new FakeCompiler(), PUBLISHED);
    AtomicInteger questions = new AtomicInteger(10);
    Judge judge =
        new Judge() {
          @Override
          public CaseReport judge(ConvCase c, Target target) {
            if (questions.getAndDecrement() <= 0) {
              throw new CancellationException("no executor");
            }
            return oracle.judge(c, target);
          }

          @Override
          public Answer shows(ConvCase c, Target target, Signature signature) {
            throw new CancellationException("no executor");
          }
        };
    Listener listener = new Listener();
    Campaign campaign =
        new Campaign(
            plan(PUBLISHED, 1000, 1),
            new FarFleet(judge, questions),
            listener,
            System::nanoTime,
            Checkpoint.START);
    assertEquals(
        "the cluster is gone", assertThrows(IOException.class, campaign::run).getMessage());
    assertTrue(listener.counted.cases() <= 10);
  }

  private static CampaignResult run(Setting setting, long cases, int jobs, Listener listener)
      throws IOException, InterruptedException {
    Oracle oracle = new Oracle(new FakeCompiler(), setting);
    return new Campaign(plan(setting, cases, jobs), oracle, listener, System::nanoTime).run();
  }

  private static Set<String> signatures(CampaignResult result) {
    Set<String> signatures = new TreeSet<>();
    result.findings().forEach(f -> signatures.add(f.signature().toString()));
    return signatures;
  }

  @Test
  void eachDefectIsOneFindingWithAProvenMinimalCase() throws Exception {
    Listener listener = new Listener();
    CampaignResult result = run(PUBLISHED, 60, 2, listener);
    assertEquals(
        Set.of(
            "algebra/hybrid/ranged/rewrite/reverse",
            "lowering/old/fails-to-lower",
            "safety/hybrid/read-out-of-bounds/rewrite/read"),
        signatures(result));
    for (Finding f : result.findings()) {
      assertTrue(f.provenMinimal(), f.toString());
      assertTrue(f.count() > 1, f.toString());
      assertTrue(f.minimal().elements() <= 42, f.toString());
    }
    assertEquals(9, listener.heard.size(), listener.heard.toString());
    assertTrue(listener.ticks > 0);
    assertTrue(listener.keptCases > 10 && listener.keptCases <= 60, "kept " + listener.keptCases);
    assertEquals(60, listener.counted.cases());
    assertEquals(3, listener.counted.sightings().size());
  }

  @Test
  void theSameSeedFindsTheSameWhateverTheNumberOfJobs() throws Exception {
    CampaignResult one = run(PUBLISHED, 60, 1, new Listener());
    CampaignResult three = run(PUBLISHED, 60, 3, new Listener());
    assertEquals(one.findings(), three.findings());
    assertEquals(one.statistics().grids(), three.statistics().grids());
    assertEquals(one.statistics().skipped(), three.statistics().skipped());
    for (Feature.Kind kind : Feature.Kind.values()) {
      assertEquals(one.coverage().count(kind), three.coverage().count(kind));
      assertEquals(one.coverage().last(kind), three.coverage().last(kind));
    }
    assertEquals(60, one.statistics().cases());
    assertEquals(60, three.statistics().cases());
  }

  @Test
  void oneBugOnTwoPathsIsOneFinding() throws Exception {
    Setting both =
        new Setting(
            List.of(LoweringPath.OLD, LoweringPath.NEW, LoweringPath.HYBRID),
            Set.of(Defect.UNGATED_READS),
            Target.APPLE,
            "sim");
    Listener listener = new Listener();
    CampaignResult result = run(both, 40, 2, listener);
    assertEquals(Set.of("safety/new/read-out-of-bounds/rewrite/read"), signatures(result));
    assertEquals(1, listener.heard.stream().filter(h -> h.startsWith("found ")).count());
  }

  @Test
  void oneBugThatTwoAssertionsSeeIsOneFinding() throws Exception {
    Set<Signature> all =
        Set.of(
            blaming("algebra", "ranged", "reverse"),
            blaming("lowering", "kernel", "reverse"),
            blaming("lowering", "kernel", "another"),
            blaming("safety", "read-out-of-bounds", "third"));
    Judge judge =
        new Judge() {
          @Override
          public CaseReport judge(ConvCase c, Target target) {
            List<Finding> seen =
                new TreeSet<>(all)
                    .stream().map(s -> Finding.seen(s, "seen", PUBLISHED, c, all)).toList();
            return new CaseReport(c, target, List.of(), seen, seen, null, Set.of(), Set.of());
          }

          @Override
          public Answer shows(ConvCase c, Target target, Signature signature) {
            return Answer.NO;
          }
        };
    Plan plan = plan(PUBLISHED, 1, 1);
    CampaignResult result = new Campaign(plan, judge, new Listener(), System::nanoTime).run();
    assertEquals(
        Set.of(
            "algebra/hybrid/ranged/rewrite/reverse",
            "lowering/hybrid/kernel/rewrite/another",
            "safety/hybrid/read-out-of-bounds/rewrite/third"),
        signatures(result));
  }

  private static Signature blaming(String assertion, String symptom, String rule) {
    return new Signature(assertion, LoweringPath.HYBRID, Symptom.parse(symptom))
        .with(new Blame("rewrite", rule));
  }

  @Test
  void whatAgreesIsNoFinding() throws Exception {
    Setting repaired =
        new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");
    CampaignResult result = run(repaired, 40, 2, new Listener());
    assertEquals(List.of(), result.findings());
    assertFalse(result.interrupted());
    assertTrue(result.coverage().count(Feature.Kind.SHAPE) > 10);
    assertTrue(
        result
            .statistics()
            .skipped()
            .containsKey("cross-path: infinities and NaNs depend on the order of operations"));
  }

  @Test
  void timeEndsIt() throws Exception {
    long[] now = {0};
    Plan plan =
        new Plan(
            1,
            Duration.ofSeconds(1),
            Long.MAX_VALUE,
            1,
            InputDomain.drawn(),
            List.of(Target.APPLE),
            PUBLISHED,
            0);
    Campaign campaign =
        new Campaign(
            plan,
            new Oracle(new FakeCompiler(), PUBLISHED),
            new Listener(),
            () -> now[0] += 20_000_000);
    CampaignResult result = campaign.run();
    long cases = result.statistics().cases();
    assertTrue(cases > 0 && cases < 60, "cases " + cases);
    assertFalse(result.interrupted());
  }

  /** Judges as usual; each try takes as long as it is told. */
  private static Judge slowToShrink(Oracle oracle, Runnable meanwhile) {
    return new Judge() {
      @Override
      public CaseReport judge(ConvCase c, Target target) {
        return oracle.judge(c, target);
      }

      @Override
      public Answer shows(ConvCase c, Target target, Signature signature) {
        meanwhile.run();
        return oracle.shows(c, target, signature);
      }
    };
  }

  private static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new CancellationException("interrupted");
    }
  }

  /** Time that a hundred cases take, each the same; after them it is the machine's. */
  private static final class CaseClock {
    private static final int CASES = 100;
    private final AtomicInteger judged = new AtomicInteger();
    private volatile long since;

    void judged() {
      if (judged.incrementAndGet() == CASES) {
        since = System.nanoTime();
      }
    }

    long nanoTime() {
      int cases = judged.get();
      return cases < CASES || since == 0
          ? cases * 10_000_000L
          : CASES * 10_000_000L + System.nanoTime() - since;
    }
  }

  @Test
  void drawingGoesOnWhileFindingsShrinkAndBothEndWithTheBudget() throws Exception {
    for (int jobs : new int[] {2, 3}) {
      CaseClock clock = new CaseClock();
      AtomicInteger tries = new AtomicInteger();
      Oracle oracle = new Oracle(new FakeCompiler(), PUBLISHED);
      Judge judge =
          new Judge() {
            @Override
            public CaseReport judge(ConvCase c, Target target) {
              CaseReport report = oracle.judge(c, target);
              clock.judged();
              return report;
            }

            @Override
            public Answer shows(ConvCase c, Target target, Signature signature) {
              tries.incrementAndGet();
              forever();
              return Answer.NO;
            }
          };
      Plan plan = plan(PUBLISHED, Long.MAX_VALUE, jobs).withBudget(Duration.ofSeconds(1));
      CampaignResult result = new Campaign(plan, judge, new Listener(), clock::nanoTime).run();
      assertEquals(1, tries.get());
      assertTrue(result.statistics().cases() >= 100, result.statistics().toString());
      assertEquals(3, result.findings().size());
      assertEquals(3, result.unfinished());
      for (Finding f : result.findings()) {
        assertEquals(Finding.Shrinking.UNFINISHED, f.shrinking());
        assertEquals(f.firstSeen(), f.minimal());
      }
    }
  }

  @Test
  void severalFindingsShrinkAtTheSameTime() throws Exception {
    List<String> turns = Collections.synchronizedList(new ArrayList<>());
    Oracle oracle = new Oracle(new FakeCompiler(), PUBLISHED);
    CountDownLatch judged = new CountDownLatch(60);
    Judge judge =
        new Judge() {
          @Override
          public CaseReport judge(ConvCase c, Target target) {
            CaseReport report = oracle.judge(c, target);
            judged.countDown();
            return report;
          }

          @Override
          public Answer shows(ConvCase c, Target target, Signature signature) {
            turns.add(signature.assertion());
            // The first try takes as long as all cases together.
            assertDoesNotThrow(() -> judged.await());
            return oracle.shows(c, target, signature);
          }
        };
    new Campaign(plan(PUBLISHED, 60, 2), judge, new Listener(), System::nanoTime).run();
    // No finding is over before the first try of the last one.
    Set<String> names = new TreeSet<>(turns);
    int lastBegun = names.stream().mapToInt(turns::indexOf).max().orElseThrow();
    int firstEnded = names.stream().mapToInt(turns::lastIndexOf).min().orElseThrow();
    assertEquals(3, names.size());
    assertTrue(lastBegun < firstEnded, lastBegun + " " + firstEnded);
  }

  @Test
  void whatThereWasNoTimeToShrinkIsShrunkByARunThatGoesOn() throws Exception {
    CampaignResult whole = run(PUBLISHED, 60, 2, new Listener());
    RunFolder folder = new RunFolder(root, message -> fail(message));
    Plan plan = plan(PUBLISHED, 60, 2);
    folder.begin(plan);
    AtomicInteger left = new AtomicInteger(20);
    Judge few =
        slowToShrink(
            new Oracle(new FakeCompiler(), PUBLISHED),
            () -> {
              if (left.getAndDecrement() <= 0) {
                forever();
              }
            });
    // The budget is over after twenty tries and all cases.
    Listener counting = new Listener();
    AtomicLong since = new AtomicLong();
    LongSupplier clock =
        () -> {
          if (left.get() < 0 && counting.counted.cases() == 60) {
            since.compareAndSet(0, System.nanoTime());
          }
          return since.get() == 0 ? 0 : plan.budget().toNanos() + System.nanoTime() - since.get();
        };
    CampaignListener both =
        new CampaignListener() {
          @Override
          public void kept(KeptCase kept) throws IOException {
            folder.kept(kept);
          }

          @Override
          public void found(Finding finding) throws IOException {
            folder.found(finding);
          }

          @Override
          public void minimized(Finding finding) throws IOException {
            folder.minimized(finding);
          }

          @Override
          public void counted(Statistics statistics) throws IOException {
            folder.counted(statistics);
            counting.counted(statistics);
          }
        };
    CampaignResult first = new Campaign(plan, few, both, clock).run();
    assertTrue(first.unfinished() > 0);
    assertEquals(60, first.statistics().cases());
    CampaignResult resumed = resume(folder, plan);
    assertEquals(whole.findings(), resumed.findings());
    assertEquals(0, resumed.unfinished());
  }

  @Test
  void aTryThatWasGivenUpIsNamedByTheFinding() throws Exception {
    Oracle oracle = new Oracle(new FakeCompiler(), PUBLISHED);
    Judge judge =
        new Judge() {
          @Override
          public CaseReport judge(ConvCase c, Target target) {
            return oracle.judge(c, target);
          }

          @Override
          public Answer shows(ConvCase c, Target target, Signature signature) {
            Answer answer = oracle.shows(c, target, signature);
            return answer == Answer.NO && c.elements() % 2 == 1 ? Answer.GAVE_UP : answer;
          }
        };
    CampaignResult result =
        new Campaign(plan(PUBLISHED, 60, 2), judge, new Listener(), System::nanoTime).run();
    // There are none smaller than those of three elements.
    List<Finding> tried =
        result.findings().stream().filter(f -> f.minimal().elements() > 3).toList();
    assertFalse(tried.isEmpty());
    for (Finding f : tried) {
      ConvCase gaveUpOn = f.gaveUpOn();
      assertFalse(f.provenMinimal(), f.toString());
      assertEquals(Finding.Shrinking.DONE, f.shrinking());
      assertEquals(1, gaveUpOn == null ? 0 : gaveUpOn.elements() % 2);
    }
  }

  @Test
  void whatTheWallClockGivesUpIsReportedAndNoFinding() throws Exception {
    Oracle oracle = new Oracle(new FakeCompiler(), PUBLISHED);
    Signature late =
        new Signature(
            "limits", LoweringPath.OLD, new Symptom.LimitExceeded(LimitedJudge.WALL_CLOCK));
    AtomicInteger number = new AtomicInteger();
    Judge judge =
        new Judge() {
          @Override
          public CaseReport judge(ConvCase c, Target target) {
            List<Finding> seen =
                List.of(Finding.seen(late, "given up", PUBLISHED, c, Set.of(late)));
            return number.getAndIncrement() == 3
                ? new CaseReport(c, target, List.of(), seen, seen, null, Set.of(), Set.of())
                : oracle.judge(c, target);
          }

          @Override
          public Answer shows(ConvCase c, Target target, Signature signature) {
            return oracle.shows(c, target, signature);
          }
        };
    Plan plan = plan(PUBLISHED, 30, 1);
    CampaignResult result = new Campaign(plan, judge, new Listener(), System::nanoTime).run();
    assertEquals(1, result.overtime().size());
    assertTrue(result.findings().stream().noneMatch(f -> f.signature().equals(late)));
    assertEquals(1, result.statistics().skipped().get("limits: given up by the wall clock"));
  }

  @Test
  void whatWasFoundBeforeItIsStoppedIsKept() throws Exception {
    Oracle oracle = new Oracle(new FakeCompiler(), PUBLISHED);
    Campaign[] running = new Campaign[1];
    Judge slow =
        new Judge() {
          @Override
          public CaseReport judge(ConvCase c, Target target) {
            return oracle.judge(c, target);
          }

          @Override
          public Answer shows(ConvCase c, Target target, Signature signature) {
            running[0].stop();
            forever();
            return Answer.NO;
          }
        };
    running[0] =
        new Campaign(plan(PUBLISHED, Long.MAX_VALUE, 1), slow, new Listener(), System::nanoTime);
    CampaignResult result = running[0].run();
    assertTrue(result.interrupted());
    assertFalse(result.findings().isEmpty());
    assertFalse(result.findings().getFirst().provenMinimal());
  }

  @Test
  void whatGoesOnFromACheckpointComesToTheSame() throws Exception {
    CampaignResult undisturbed = run(PUBLISHED, 150, 2, new Listener());
    RunFolder folder = new RunFolder(root, message -> fail(message));
    folder.begin(plan(PUBLISHED, 150, 2));
    // Each part ends somewhere in the middle, with cases under way and findings not yet minimal.
    for (long end : new long[] {1, 40, 91}) {
      Plan plan = folder.plan(2).withMostCases(end);
      resume(folder, plan);
    }
    CampaignResult resumed = resume(folder, folder.plan(2));
    assertEquals(undisturbed.findings(), resumed.findings());
    assertEquals(undisturbed.statistics().cases(), resumed.statistics().cases());
    assertEquals(undisturbed.statistics().grids(), resumed.statistics().grids());
    assertEquals(undisturbed.statistics().skipped(), resumed.statistics().skipped());
    assertEquals(undisturbed.statistics().sightings(), resumed.statistics().sightings());
    for (Feature.Kind kind : Feature.Kind.values()) {
      assertEquals(undisturbed.coverage().count(kind), resumed.coverage().count(kind));
      assertEquals(undisturbed.coverage().last(kind), resumed.coverage().last(kind));
    }
  }

  private static CampaignResult resume(RunFolder folder, Plan plan) throws Exception {
    Oracle oracle = new Oracle(new FakeCompiler(), plan.setting());
    return new Campaign(plan, oracle, folder, System::nanoTime, folder.checkpoint()).run();
  }

  @Test
  void withoutItsCountsARunGoesOnAfterTheLastCaseItKnowsOf() throws Exception {
    List<String> messages = new ArrayList<>();
    RunFolder folder = new RunFolder(root, messages::add);
    folder.begin(plan(PUBLISHED, 60, 2));
    CampaignResult whole = resume(folder, folder.plan(2));
    Files.writeString(root.resolve("statistics.json"), "{");
    assertThrows(BadInputException.class, folder::checkpoint, "not unless it is asked");
    assertEquals(List.of(), messages);
    Checkpoint checkpoint = folder.salvaged();
    assertEquals(whole.findings(), checkpoint.findings());
    long known = checkpoint.kept().getLast().number() + 1;
    assertEquals(known, checkpoint.statistics().cases());
    assertEquals(2, messages.size(), messages.toString());
    assertTrue(Files.exists(root.resolve("damaged/statistics.json")));
  }
}
