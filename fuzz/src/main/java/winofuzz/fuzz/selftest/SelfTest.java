package winofuzz.fuzz.selftest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.Campaign;
import winofuzz.fuzz.campaign.CampaignListener;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.shrink.Minimal;
import winofuzz.fuzz.shrink.Shrinker;

/**
 * Plants defects, one at a time, and runs the campaign that {@code run} runs (the same cases, the
 * paths old and hybrid, every assertion, the simulator) until the first finding, which is then made
 * minimal. Which pass and rule are to blame is asked once it is. What comes of a defect depends on
 * the seed and the number of cases alone, not on what else is tested or at the same time.
 */
public final class SelfTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");

  /** Longer than any defect takes: cases end a campaign, not time. */
  private static final Duration BUDGET = Duration.ofDays(1);

  private final long seed;
  private final long mostCases;
  private final int jobs;
  private final LongSupplier nanoTime;

  /**
   * A self test.
   *
   * @param seed of the campaigns
   * @param mostCases after which a defect is not found
   * @param jobs how many defects are tested at once
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public SelfTest(long seed, long mostCases, int jobs, LongSupplier nanoTime) {
    this.seed = seed;
    this.mostCases = mostCases;
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
    PlantedCompiler planted = new PlantedCompiler(defect.plant(), false);
    Oracle oracle = new Oracle(planted.workbench(), SETTING);
    try (LimitedJudge judge = new LimitedJudge(oracle, SETTING, CaseLimits.USUAL)) {
      return test(defect, planted, judge);
    }
  }

  private SelfTestResult test(PlantedDefect defect, PlantedCompiler planted, Judge judge)
      throws IOException, InterruptedException {
    FirstFinding first = new FirstFinding();
    Campaign campaign = new Campaign(plan(), judge, first, nanoTime);
    first.campaign = campaign;
    CampaignResult result = campaign.run();
    long times = planted.planted();
    Finding found = first.finding;
    if (found == null) {
      return new SelfTestResult(
          defect, mostCases, result.statistics().elapsed(), times, null, Duration.ZERO);
    }
    long start = nanoTime.getAsLong();
    Finding minimal = minimized(found, judge, defect);
    return new SelfTestResult(
        defect,
        found.number() + 1,
        result.statistics().elapsed(),
        times,
        minimal,
        Duration.ofNanos(nanoTime.getAsLong() - start));
  }

  private Plan plan() {
    return new Plan(
        seed,
        BUDGET,
        mostCases,
        1,
        InputDomain.drawn(),
        List.of(Target.values()),
        SETTING,
        Shrinker.USUAL_TRIES);
  }

  private Finding minimized(Finding found, Judge judge, PlantedDefect defect) {
    Target target = found.setting().target();
    Minimal minimal =
        new Shrinker(
                c -> judge.shows(c, target, found.signature()),
                () -> false,
                Shrinker.USUAL_TRIES,
                defect.reach())
            .shrink(found.firstSeen());
    Finding smallest = found.shrunkTo(judge.seenOn(minimal.smallest(), target, found), minimal);
    return blamed(smallest, new PlantedCompiler(defect.plant(), true));
  }

  /** The finding with the pass and rule to blame, which are asked for on its minimal case alone. */
  private static Finding blamed(Finding found, PlantedCompiler planted) {
    return new Oracle(planted.workbench(), found.setting())
        .judge(found.minimal(), found.setting().target()).violations().stream()
            .map(Finding::signature)
            .filter(s -> s.with(Blame.NONE).equals(found.signature().with(Blame.NONE)))
            .findFirst()
            .map(found::with)
            .orElseThrow();
  }

  /** Stops a campaign at its first finding. */
  private static final class FirstFinding implements CampaignListener {
    private @Nullable Campaign campaign;
    private @Nullable Finding finding;

    @Override
    public void found(Finding found) {
      if (finding == null) {
        finding = found;
      }
      if (campaign != null) {
        campaign.stop();
      }
    }
  }
}
