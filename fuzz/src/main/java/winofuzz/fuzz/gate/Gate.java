package winofuzz.fuzz.gate;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.Campaign;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.shrink.Minimal;
import winofuzz.fuzz.shrink.Shrinker;

/**
 * Says whether something is wrong that a baseline does not know: replays kept cases, then runs a
 * campaign, and holds what both find against the baseline. What it says depends on the cases, the
 * seed and the number of drawn cases, not on the number of threads.
 */
public final class Gate {
  /** How long findings of replayed cases may be made minimal, in all. */
  private static final Duration SHRINKING = Duration.ofSeconds(30);

  private final List<ReplayCase> cases;
  private final Baseline baseline;
  private final String baselineOrigin;
  private final Plan plan;
  private final Judge judge;
  private final GateListener listener;
  private final LongSupplier nanoTime;
  private volatile boolean stopped;
  private volatile @Nullable Campaign campaign;

  /**
   * A gate.
   *
   * @param cases to replay, in the order of the results; the minimal cases of the baseline are
   *     replayed besides
   * @param baseline what is known
   * @param baselineOrigin its file, relative to the project: where findings are that no other file
   *     has
   * @param plan of the campaign; how cases are lowered and how many are judged at once holds for
   *     the replay as well
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public Gate(
      List<ReplayCase> cases,
      Baseline baseline,
      String baselineOrigin,
      Plan plan,
      Judge judge,
      GateListener listener,
      LongSupplier nanoTime) {
    this.cases = withMinimal(cases, baseline, baselineOrigin);
    this.baseline = baseline;
    this.baselineOrigin = baselineOrigin;
    this.plan = plan;
    this.judge = judge;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  /** Asks it to end soon; what was found so far is its result. Any thread may ask. */
  public void stop() {
    stopped = true;
    Campaign running = campaign;
    if (running != null) {
      running.stop();
    }
  }

  /**
   * Replays, draws, compares.
   *
   * @throws IOException if the listener throws it
   */
  public GateResult run() throws IOException, InterruptedException {
    long start = nanoTime.getAsLong();
    List<Replayed> replayed =
        new Replay(judge, plan.jobs(), () -> stopped, listener::replayed).of(cases);
    Duration replaying = Duration.ofNanos(nanoTime.getAsLong() - start);
    CampaignResult drawn = draw();
    BaselineCheck check = new BaselineCheck(baseline, baselineOrigin, plan.setting());
    addReplayed(check, seen(replayed), drawn);
    drawn.findings().forEach(f -> check.add(f, baselineOrigin));
    return new GateResult(replayed, replaying, drawn, check.findings(!stopped), stopped);
  }

  private CampaignResult draw() throws IOException, InterruptedException {
    Campaign drawing = new Campaign(plan, judge, listener, nanoTime);
    campaign = drawing;
    if (stopped) {
      drawing.stop();
    }
    return drawing.run();
  }

  /** What replayed cases show, by bug. */
  private static SortedMap<Bug, Replayed.Seen> seen(List<Replayed> replayed) {
    SortedMap<Bug, Replayed.Seen> result = new TreeMap<>();
    for (Replayed each : replayed) {
      for (Finding finding : each.report().findings()) {
        if (!LimitedJudge.dependsOnMachine(finding)) {
          result.merge(
              finding.bug(),
              new Replayed.Seen(finding, each.of().origin()),
              Replayed.Seen::smallerOfBoth);
        }
      }
    }
    return result;
  }

  private void addReplayed(
      BaselineCheck check, SortedMap<Bug, Replayed.Seen> replayed, CampaignResult drawn)
      throws IOException {
    long start = nanoTime.getAsLong();
    BooleanSupplier spent = () -> stopped || nanoTime.getAsLong() - start > SHRINKING.toNanos();
    for (Replayed.Seen seen : replayed.values()) {
      Bug bug = seen.finding().bug();
      boolean isKnown = baseline.find(bug).filter(Known::isOpen).isPresent();
      boolean wasDrawn = drawn.findings().stream().anyMatch(f -> f.bug().equals(bug));
      // What is known is small already, what was drawn was made minimal.
      boolean asItIs = isKnown || wasDrawn || !seen.finding().isShrinkable();
      check.add(asItIs ? seen.finding() : shrink(seen.finding(), spent), seen.origin());
    }
  }

  private Finding shrink(Finding seen, BooleanSupplier spent) throws IOException {
    listener.found(seen);
    Target target = seen.setting().target();
    Minimal minimal =
        new Shrinker(c -> judge.shows(c, target, seen.signature()), spent, plan.mostShrinkTries())
            .shrink(seen.firstSeen(), soFar -> listener.shrinking(seen, soFar));
    Finding smallest = seen.shrunkTo(judge.seenOn(minimal.smallest(), target, seen), minimal);
    listener.minimized(smallest);
    return smallest;
  }

  /** No case twice on one target: where several files have it the first counts. */
  private static List<ReplayCase> withMinimal(
      List<ReplayCase> cases, Baseline baseline, String origin) {
    Map<List<Object>, ReplayCase> distinct = new LinkedHashMap<>();
    Stream<ReplayCase> known =
        baseline.entries().stream().map(e -> new ReplayCase(e.minimal(), e.target(), origin));
    Stream.concat(cases.stream(), known)
        .forEach(c -> distinct.putIfAbsent(List.of(c.subject(), c.target()), c));
    return List.copyOf(distinct.values());
  }
}
