package winofuzz.fuzz.selftest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.Campaign;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Bugs;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.Assertions;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.shrink.Minimal;
import winofuzz.fuzz.shrink.Shrinker;

/**
 * Plants defects, one at a time, and runs the campaign that {@code run} runs (the same cases, the
 * paths old and hybrid, every assertion, the simulator) until some cases after the first finding.
 * Of the cases that fail the smallest are judged again by an oracle that looks for what is to
 * blame. What these blame is made minimal and joined to bugs as {@code run} does it. What comes of
 * a defect depends on the seed and the numbers of cases alone, not on what else is tested or at the
 * same time.
 */
public final class SelfTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");

  /** Longer than any defect takes: cases end a campaign, not time. */
  private static final Duration BUDGET = Duration.ofDays(1);

  /** How many times as many cases follow on the first that shows one of several defects. */
  private static final int MORE_OF_SEVERAL = 8;

  /** On how many cases a defect is looked for again to see whether all blame the same place. */
  private static final int BLAMED = 4;

  private final long seed;
  private final long mostCases;
  private final long more;
  private final int jobs;
  private final LongSupplier nanoTime;

  /**
   * A self test.
   *
   * @param seed of the campaigns
   * @param mostCases after which a defect is not found
   * @param more cases after the first finding, for others
   * @param jobs how many defects are tested at once
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public SelfTest(long seed, long mostCases, long more, int jobs, LongSupplier nanoTime) {
    this.seed = seed;
    this.mostCases = mostCases;
    this.more = more;
    this.jobs = jobs;
    this.nanoTime = nanoTime;
  }

  /**
   * What becomes of defects, in their order.
   *
   * @param listener hears of each as soon as it and all before it are done
   */
  public List<SelfTestResult> run(List<PlantedDefect> defects, Consumer<SelfTestResult> listener)
      throws InterruptedException {
    List<SelfTestResult> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
      List<Future<SelfTestResult>> testing = new ArrayList<>();
      for (PlantedDefect defect : defects) {
        Callable<SelfTestResult> test = () -> test(defect);
        testing.add(pool.submit(test));
      }
      for (Future<SelfTestResult> future : testing) {
        SelfTestResult result = future.get();
        listener.accept(result);
        results.add(result);
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a self test failed", e.getCause());
    }
    return List.copyOf(results);
  }

  private SelfTestResult test(PlantedDefect defect) throws IOException, InterruptedException {
    PlantedCompiler planted = new PlantedCompiler(defect.plants(), false);
    try (LimitedJudge judge = limited(planted)) {
      Sightings sightings = new Sightings(judge, more(defect));
      Campaign campaign = new Campaign(plan(), sightings, sightings, nanoTime);
      sightings.end(campaign);
      CampaignResult result = campaign.run();
      Duration elapsed = result.statistics().elapsed();
      long times = planted.planted();
      Sightings.Sighting first = sightings.first();
      if (first == null) {
        return new SelfTestResult(defect, mostCases, elapsed, times, List.of(), Duration.ZERO);
      }
      long start = nanoTime.getAsLong();
      List<Finding> findings = findings(defect, judge, sightings.smallest(samples(defect)));
      Duration shrinking = Duration.ofNanos(nanoTime.getAsLong() - start);
      return new SelfTestResult(defect, first.number() + 1, elapsed, times, findings, shrinking);
    }
  }

  /** Of several defects each must be met, of which one may be rare. */
  private long more(PlantedDefect defect) {
    return defect.plants().size() == 1 ? more : more * MORE_OF_SEVERAL;
  }

  private static int samples(PlantedDefect defect) {
    return BLAMED * defect.plants().size();
  }

  private static LimitedJudge limited(PlantedCompiler planted) {
    return new LimitedJudge(new Oracle(planted.workbench(), SETTING), SETTING, CaseLimits.USUAL);
  }

  /** The task of a campaign that makes nothing minimal itself. */
  private Plan plan() {
    return new Plan(
        seed, BUDGET, mostCases, 1, InputDomain.drawn(), List.of(Target.values()), SETTING, 0);
  }

  /** Returns the bugs that are seen in some cases, each made minimal, those of one place joined. */
  private static List<Finding> findings(
      PlantedDefect defect, Judge judge, List<Sightings.Sighting> seen) {
    try (LimitedJudge blaming = limited(new PlantedCompiler(defect.plants(), true))) {
      Map<Bug, Finding> bugs = new LinkedHashMap<>();
      for (Sightings.Sighting sighting : seen) {
        for (Finding found : blaming.judge(sighting.subject(), sighting.target()).findings()) {
          bugs.merge(found.bug(), found.withNumber(sighting.number()), SelfTest::moreTelling);
        }
      }
      if (bugs.size() == 1) {
        Finding alone = bugs.values().iterator().next();
        Finding smallest = minimized(alone, unblamed(alone, judge), judge, defect);
        List<Finding> blamed = blamed(smallest, blaming);
        if (blamed.size() == 1) {
          return blamed;
        }
      }
      List<Finding> minimal = new ArrayList<>();
      for (Finding found : bugs.values()) {
        minimal.add(minimized(found, found.signature(), blaming, defect));
      }
      return Bugs.unified(minimal).stream()
          .filter(finding -> finding.same() == null)
          .sorted(Comparator.comparing(Finding::number))
          .toList();
    }
  }

  /** Of two sightings of one bug, the one of the assertion that is asked first. */
  private static Finding moreTelling(Finding known, Finding other) {
    return Assertions.order(other.signature().assertion())
            < Assertions.order(known.signature().assertion())
        ? other
        : known;
  }

  /**
   * Returns the signature of a finding for a judge that does not look for a rule: whose fault it is
   * may be known without.
   */
  private static Signature unblamed(Finding found, Judge judge) {
    Signature none = found.signature().with(Blame.NONE);
    return judge.judge(found.firstSeen(), found.setting().target()).violations().stream()
        .map(Finding::signature)
        .filter(signature -> signature.with(Blame.NONE).equals(none))
        .findFirst()
        .orElse(none);
  }

  /**
   * Makes a finding minimal.
   *
   * @param kept what the minimal case must show
   */
  private static Finding minimized(
      Finding found, Signature kept, Judge judge, PlantedDefect defect) {
    if (!found.isShrinkable()) {
      return found;
    }
    Target target = found.setting().target();
    Minimal minimal =
        new Shrinker(
                c -> judge.shows(c, target, kept),
                () -> false,
                Shrinker.USUAL_TRIES,
                defect.scope())
            .shrink(found.firstSeen());
    return found.shrunkTo(
        judge.seenOn(minimal.smallest(), target, found.with(kept)).with(found.signature()),
        minimal);
  }

  /**
   * Returns a finding if the same place is to blame on its minimal case as on the case that it was
   * seen on; else none.
   */
  private static List<Finding> blamed(Finding found, Judge blaming) {
    return blaming.judge(found.minimal(), found.setting().target()).findings().stream()
        .filter(seen -> seen.bug().equals(found.bug()))
        .limit(1)
        .map(seen -> found.with(seen.signature()))
        .toList();
  }
}
