package winofuzz.fuzz.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import winofuzz.compiler.Target;
import winofuzz.fuzz.cases.CaseSource;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.Finding;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.shrink.Minimal;
import winofuzz.fuzz.shrink.Shrinker;

/**
 * A budgeted loop: draws cases, has them judged on several threads, takes the verdicts in the order
 * of the cases, and makes each new finding minimal. What is found depends on the seed and the
 * number of cases, not on the number of threads or their speed; time decides only where it ends.
 */
public final class Campaign {
  private static final int CASES_AHEAD_PER_JOB = 4;
  private static final long TICK_MILLIS = 100;

  /** One case in so many is compiled for another target than the first. */
  private static final int OTHER_TARGET_ONE_IN = 4;

  /** How long after the budget findings may still be made minimal. */
  private static final Duration SHRINKING_GRACE = Duration.ofSeconds(30);

  private final Plan plan;
  private final Judge judge;
  private final CampaignListener listener;
  private final LongSupplier nanoTime;
  private final Tally tally;
  private final Deque<Future<CaseReport>> judging = new ArrayDeque<>();
  private final List<Shrinking> shrinking = new ArrayList<>();
  private final long start;
  private volatile boolean stopped;

  /**
   * A campaign, which begins now.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public Campaign(Plan plan, Judge judge, CampaignListener listener, LongSupplier nanoTime) {
    this.plan = plan;
    this.judge = judge;
    this.listener = listener;
    this.nanoTime = nanoTime;
    tally = new Tally(plan.setting());
    start = nanoTime.getAsLong();
  }

  /** A finding that is being made minimal. */
  private record Shrinking(Sighting sighting, Future<Minimal> minimal) {}

  /** Asks it to end soon; what was found so far is its result. Any thread may ask. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs it to the end of its budget, its cases, or until it is stopped.
   *
   * @throws IOException if the listener could not keep a finding
   */
  public CampaignResult run() throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(plan.jobs(), Campaign::worker);
    try (CaseSource source = new CaseSource(plan.seed(), plan.domains())) {
      long next = 0;
      while (!stopped) {
        while (mayBegin(next)) {
          begin(pool, source.get(next), target(next));
          next++;
        }
        if (judging.isEmpty() && shrinking.isEmpty()) {
          break;
        }
        takeReport(pool);
        takeMinimal();
        listener.progress(progress());
      }
    } finally {
      pool.shutdownNow();
    }
    return result();
  }

  private static Thread worker(Runnable work) {
    Thread thread = new Thread(work, "winofuzz-worker");
    thread.setDaemon(true);
    return thread;
  }

  private boolean mayBegin(long next) {
    return judging.size() < plan.jobs() * CASES_AHEAD_PER_JOB
        && next < plan.mostCases()
        && elapsed().compareTo(plan.budget()) < 0;
  }

  private Target target(long index) {
    Hash hash = Hash.of(plan.seed()).with(index).with(-1);
    List<Target> targets = plan.targets();
    return hash.with(1).below(OTHER_TARGET_ONE_IN) == 0
        ? targets.get(hash.with(2).below(targets.size()))
        : targets.getFirst();
  }

  private void begin(ExecutorService pool, ConvCase c, Target target) {
    judging.add(pool.submit(() -> judge.judge(c, target)));
  }

  /** Waits a little for the verdicts on the oldest case. */
  private void takeReport(ExecutorService pool) throws IOException, InterruptedException {
    Future<CaseReport> oldest = judging.peek();
    if (oldest == null) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      return;
    }
    try {
      CaseReport report = oldest.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
      judging.remove();
      for (Sighting fresh : tally.add(report)) {
        listener.found(fresh.finding());
        shrinking.add(new Shrinking(fresh, pool.submit(() -> shrink(fresh))));
      }
    } catch (TimeoutException e) {
      // Not yet: the caller reports progress and asks again.
      return;
    } catch (ExecutionException e) {
      throw new AssertionError("judging a case failed", e.getCause());
    }
  }

  private Minimal shrink(Sighting sighting) {
    return new Shrinker(
            c -> judge.shows(c, sighting.target(), sighting.symptom()),
            () -> stopped || elapsed().compareTo(plan.budget().plus(SHRINKING_GRACE)) > 0,
            plan.mostShrinkTries())
        .shrink(sighting.firstSeen());
  }

  private void takeMinimal() throws IOException, InterruptedException {
    for (Iterator<Shrinking> i = shrinking.iterator(); i.hasNext(); ) {
      Shrinking shrunk = i.next();
      if (shrunk.minimal.isDone()) {
        i.remove();
        try {
          shrunk.sighting.minimize(shrunk.minimal.get());
        } catch (ExecutionException e) {
          throw new AssertionError("making a finding minimal failed", e.getCause());
        }
        listener.minimized(shrunk.sighting.finding());
      }
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  private Progress progress() {
    return new Progress(
        elapsed(),
        plan.budget(),
        tally.cases(),
        tally.shapeClassesSeen(),
        tally.signatures(),
        shrinking.size());
  }

  private CampaignResult result() throws IOException {
    Map<Finding, List<Finding>> findings = tally.findings();
    for (Map.Entry<Finding, List<Finding>> entry : findings.entrySet()) {
      listener.finished(entry.getKey());
      for (Finding same : entry.getValue()) {
        listener.merged(same, entry.getKey());
      }
    }
    return new CampaignResult(
        plan.seed(),
        elapsed(),
        tally.cases(),
        List.copyOf(findings.keySet()),
        tally.grids(),
        tally.skipped(),
        tally.remarks(),
        tally.coverage(),
        stopped);
  }
}
