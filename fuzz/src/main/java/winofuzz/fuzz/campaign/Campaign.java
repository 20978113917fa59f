package winofuzz.fuzz.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import winofuzz.fuzz.cases.CaseSource;
import winofuzz.fuzz.cases.DrawnCase;
import winofuzz.fuzz.coverage.Feature.Kind;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;

/**
 * A budgeted loop: draws cases, has them judged on several threads, takes the verdicts in the order
 * of the cases, keeps what reached something new and draws from it, and makes each finding minimal
 * while it draws on. What is found depends on the seed and the number of cases, not on the number
 * of threads or their speed; time decides only where it ends, and how far a finding was shrunk that
 * is marked as unfinished.
 */
public final class Campaign {
  private static final long TICK_MILLIS = 100;

  /** How long after the budget the cases and tries at hand may go on. */
  static final Duration GRACE = Duration.ofSeconds(2);

  private final Plan plan;
  private final Fleet fleet;
  private final CampaignListener listener;
  private final LongSupplier nanoTime;
  private final Tally tally;
  private final Duration before;
  private final Deque<Judging> judging = new ArrayDeque<>();
  private final List<Shrinking> shrinking = new ArrayList<>();
  private final List<CaseReport> overtime = new ArrayList<>();
  private final long start;
  private volatile boolean stopped;

  /** A campaign on threads of this process, which begins now. */
  public Campaign(Plan plan, Judge judge, CampaignListener listener, LongSupplier nanoTime) {
    this(plan, judge, listener, nanoTime, Checkpoint.START);
  }

  /** A campaign on threads of this process that goes on from a checkpoint, now. */
  public Campaign(
      Plan plan,
      Judge judge,
      CampaignListener listener,
      LongSupplier nanoTime,
      Checkpoint checkpoint) {
    this(plan, new OwnThreads(judge, plan.jobs()), listener, nanoTime, checkpoint);
  }

  /**
   * A campaign that goes on from a checkpoint, now.
   *
   * @param fleet what judges its cases; it is not closed
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public Campaign(
      Plan plan,
      Fleet fleet,
      CampaignListener listener,
      LongSupplier nanoTime,
      Checkpoint checkpoint) {
    this.plan = plan;
    this.fleet = fleet;
    this.listener = listener;
    this.nanoTime = nanoTime;
    tally = new Tally("run with seed " + plan.seed(), plan.shard(), checkpoint);
    before = checkpoint.statistics().elapsed();
    start = nanoTime.getAsLong();
  }

  /** A case that is being judged, or waits for it. */
  private record Judging(AtomicBoolean claimed, CompletableFuture<CaseReport> report) {
    /** Takes it from the threads that would begin it; false if one already has. */
    boolean cancel() {
      return claimed.compareAndSet(false, true);
    }

    boolean isJudged() {
      return report.state() == Future.State.SUCCESS;
    }
  }

  /** Asks it to end soon; what was found so far is its result. Any thread may ask. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs it to the end of its budget, its cases, or until it is stopped.
   *
   * @throws IOException if the listener could not keep something, or the fleet is lost
   */
  public CampaignResult run() throws IOException, InterruptedException {
    try (Workers workers = new Workers(fleet::places, nanoTime);
        CaseSource source = new CaseSource(plan.seed(), plan.domains(), plan.targets())) {
      long next = tally.cases();
      tally.unfinished().forEach(finding -> shrink(workers, finding));
      listener.progress(progress());
      while (!stopped) {
        fleet.requireAlive();
        while (mayBegin(next)) {
          long number = plan.shard().number(next);
          begin(workers, source.get(number, tally.parents(number)));
          next++;
        }
        if (next >= plan.mostCasesOfShard()) {
          workers.endDrawing();
        }
        if (isSpent()) {
          dropWaiting();
          workers.beginNothing();
        }
        if (isOver(workers)) {
          break;
        }
        takeReports(workers);
        takeMinimal(workers);
        listener.progress(progress());
      }
    }
    leaveUnfinished();
    return result();
  }

  private boolean isOver(Workers workers) {
    if (!isSpent()) {
      return judging.isEmpty() && shrinking.isEmpty();
    }
    return (judging.isEmpty() && !workers.isShrinking())
        || elapsed().compareTo(plan.budget().plus(GRACE)) >= 0;
  }

  private boolean mayBegin(long next) {
    return next < plan.mostCasesOfShard() && tally.knowsParents(next) && !isSpent();
  }

  private boolean isSpent() {
    return elapsed().compareTo(plan.budget()) >= 0;
  }

  private void begin(Workers workers, DrawnCase drawn) {
    Judging waiting = new Judging(new AtomicBoolean(), new CompletableFuture<>());
    judging.add(waiting);
    workers.judge(
        () -> {
          if (waiting.claimed.compareAndSet(false, true)) {
            try {
              waiting.report.complete(fleet.judge().screen(drawn.subject(), drawn.target()));
            } catch (Throwable thrown) {
              waiting.report.completeExceptionally(thrown);
            }
          }
        });
  }

  /** Gives up the cases that no thread has begun: the last ones, as they are begun in order. */
  private void dropWaiting() {
    while (!judging.isEmpty() && judging.getLast().cancel()) {
      judging.removeLast();
    }
  }

  /** Waits a little for the verdicts on the oldest case and takes all that are there. */
  private void takeReports(Workers workers) throws IOException, InterruptedException {
    if (judging.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      return;
    }
    try {
      judging.peek().report.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Not yet: the caller reports progress and asks again.
      return;
    } catch (ExecutionException | CancellationException e) {
      if (stopped) {
        return;
      }
      fleet.requireAlive();
      throw new AssertionError("judging a case failed", e);
    }
    for (Judging done = judging.peek(); done != null && done.isJudged(); ) {
      judging.remove();
      take(workers, done.report.join());
      done = judging.peek();
    }
    listener.counted(tally.statistics(elapsed()));
  }

  private void take(Workers workers, CaseReport report) throws IOException {
    reportOvertime(report);
    Tally.News news = tally.add(report, elapsed());
    if (news.kept().isPresent()) {
      listener.kept(news.kept().get());
    }
    for (Finding fresh : news.findings()) {
      listener.found(fresh);
      if (fresh.isShrinkable()) {
        shrink(workers, fresh);
      }
    }
  }

  private void reportOvertime(CaseReport report) {
    if (report.findings().stream().anyMatch(LimitedJudge::dependsOnMachine)) {
      overtime.add(report);
      listener.overtime(report);
    }
  }

  private void shrink(Workers workers, Finding finding) {
    Shrinking begun = new Shrinking(finding, fleet, plan.mostShrinkTries());
    shrinking.add(begun);
    workers.shrink(begun::attempt);
  }

  private void takeMinimal(Workers workers) throws IOException {
    List<Shrinking> over = shrinking.stream().filter(Shrinking::isOver).toList();
    shrinking.removeAll(over);
    for (Shrinking shrunk : over) {
      for (Finding fresh : minimize(shrunk)) {
        if (fresh.isShrinkable()) {
          shrink(workers, fresh);
        }
      }
    }
  }

  /** Takes what is known of findings that were not shrunk to the end. */
  private void leaveUnfinished() throws IOException {
    for (Shrinking shrunk : shrinking) {
      List<Finding> _ = minimize(shrunk);
    }
  }

  /** Takes what came of a finding, and returns what was found besides. */
  private List<Finding> minimize(Shrinking shrunk) throws IOException {
    if (!tally.isCurrent(shrunk.finding())) {
      return List.of();
    }
    List<Finding> fresh = new ArrayList<>();
    if (shrunk.aside().isPresent()) {
      CaseReport aside = shrunk.aside().get();
      reportOvertime(aside);
      fresh.addAll(tally.aside(shrunk.finding(), aside.findings()));
    }
    for (Finding found : fresh) {
      listener.found(found);
    }
    if (!fresh.isEmpty()) {
      // A finding that is minimal is not shrunk again: what was seen meanwhile must count before.
      listener.counted(tally.statistics(elapsed()));
    }
    listener.minimized(tally.shrunk(shrunk.finding(), shrunk.seen(), shrunk.minimal()));
    return fresh;
  }

  private Duration elapsed() {
    return before.plusNanos(nanoTime.getAsLong() - start);
  }

  private Progress progress() {
    Map<Bug, Long> elements = new HashMap<>();
    shrinking.forEach(s -> elements.put(s.finding().bug(), s.minimal().smallest().elements()));
    return new Progress(
        elapsed(),
        plan.budget(),
        tally.cases(),
        plan.mostCasesOfShard(),
        tally.coverage().count(Kind.SHAPE),
        tally.coverage().count(Kind.RULE),
        tally.lastNew().orElse(null),
        tally.sightings(elements));
  }

  private CampaignResult result() throws IOException {
    List<Finding> findings = tally.findings();
    for (Finding finding : findings) {
      listener.finished(finding);
    }
    return new CampaignResult(
        plan.seed(),
        tally.statistics(elapsed()),
        findings.stream().filter(f -> f.same() == null).toList(),
        tally.coverage(),
        overtime,
        stopped);
  }
}
