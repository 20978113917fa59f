package winofuzz.fuzz.programs.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import winofuzz.fuzz.programs.DrawnProgram;
import winofuzz.fuzz.programs.ProgramSource;

/**
 * Draws programs in rounds. In a round, programs are judged on several threads; then those that
 * fail are made smaller, but for those that a finding explains which was known before the round. So
 * what is found does not depend on the number of threads or their speed, nor on stops: a campaign
 * goes on from the end of its last whole round.
 */
public final class ProgramCampaign {
  private static final int ROUND = 64;
  private static final long TICK_MILLIS = 100;

  /** How long after the budget what is at hand may go on. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final ProgramPlan plan;
  private final ProgramJudge judge;
  private final ProgramListener listener;
  private final LongSupplier nanoTime;
  private final long start;
  private final Duration before;
  private final ProgramTally tally;

  /** What programs that failed were made smaller to before the campaign was stopped, by number. */
  private final Map<Long, ProgramFinding> known = new HashMap<>();

  /** What there was at the end of the last whole round. */
  private ProgramCheckpoint checkpoint;

  private int shrinking;
  private volatile boolean stopped;

  /** When it was stopped, by the clock. */
  private volatile long stoppedAt;

  /**
   * A campaign, which begins now.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   * @param from what it goes on from
   */
  public ProgramCampaign(
      ProgramPlan plan,
      ProgramJudge judge,
      ProgramListener listener,
      LongSupplier nanoTime,
      ProgramCheckpoint from) {
    this.plan = plan;
    this.judge = judge;
    this.listener = listener;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
    before = from.counts().elapsed();
    tally = new ProgramTally(plan.seed(), from);
    from.shrunk().forEach(f -> known.put(f.number(), f));
    checkpoint = from;
  }

  /** Asks it to end soon; what was found so far is its result. Any thread may ask. */
  public void stop() {
    stoppedAt = nanoTime.getAsLong();
    stopped = true;
  }

  private Duration elapsed() {
    return before.plusNanos(nanoTime.getAsLong() - start);
  }

  private boolean mayGoOn() {
    return !stopped && elapsed().compareTo(plan.budget()) < 0;
  }

  /**
   * Runs it to the end of its budget, its programs, or until it is stopped.
   *
   * @throws IOException if the listener could not keep something
   */
  public ProgramResult run() throws IOException, InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            plan.jobs(), Thread.ofPlatform().daemon().name("winofuzz-programs").factory());
    try {
      while (mayGoOn() && tally.programs() < plan.mostPrograms()) {
        round(threads);
      }
    } finally {
      threads.shutdownNow();
    }
    ProgramResult result = new ProgramResult(plan.seed(), counts(), tally.findings(), stopped);
    listener.finished(result);
    return result;
  }

  /** A round that is not whole is begun again by a campaign that goes on. */
  private void round(ExecutorService threads) throws IOException, InterruptedException {
    long end = tally.programs() + ROUND;
    List<ProgramFinding> failed = judgeRound(threads, Math.min(end, plan.mostPrograms()));
    boolean isShrunk = shrinkRound(threads, failed);
    if (isShrunk && tally.programs() == end) {
      checkpoint = new ProgramCheckpoint(counts(), tally.findings(), List.of(), new TreeSet<>());
      known.clear();
    }
    keep();
  }

  private void keep() throws IOException {
    List<ProgramFinding> shrunk =
        known.values().stream().sorted(Comparator.comparing(ProgramFinding::number)).toList();
    listener.counted(checkpoint.at(elapsed(), tally.findings(), shrunk));
  }

  /** What was said of a program. */
  private record Judged(long number, DrawnProgram program, ProgramVerdict verdict) {}

  private List<ProgramFinding> judgeRound(ExecutorService threads, long end)
      throws IOException, InterruptedException {
    ProgramSource source = new ProgramSource(plan.seed());
    List<Future<Optional<Judged>>> round = new ArrayList<>();
    for (long number = tally.programs(); number < end; number++) {
      long at = number;
      round.add(threads.submit(() -> judged(source, at)));
    }
    List<ProgramFinding> failed = new ArrayList<>();
    for (Future<Optional<Judged>> each : round) {
      Optional<Judged> judged = await(each);
      if (judged.isEmpty()) {
        break;
      }
      take(judged.get(), failed);
    }
    return failed;
  }

  private Optional<Judged> judged(ProgramSource source, long number) {
    if (!mayGoOn()) {
      return Optional.empty();
    }
    DrawnProgram program = source.get(number);
    ProgramVerdict verdict = judge.judge(program.samples());
    // What stops the campaign may have ended the compiler as well.
    return stopped ? Optional.empty() : Optional.of(new Judged(number, program, verdict));
  }

  private void take(Judged judged, List<ProgramFinding> failed) throws IOException {
    switch (judged.verdict) {
      case ProgramVerdict.Holds holds -> tally.holds(holds, judged.program.values().size());
      case ProgramVerdict.Undecided undecided -> tally.undecided(undecided);
      case ProgramVerdict.Wrong wrong -> {
        ProgramFinding seen =
            ProgramFinding.seen(wrong, judged.program.sample(wrong.sample()), judged.number);
        if (tally.wrong(seen, wrong.sample() + 1)) {
          failed.add(seen);
          listener.found(seen);
        }
      }
    }
    progress();
  }

  private void progress() {
    listener.progress(counts(), tally.findings(), shrinking);
  }

  /**
   * What a program was made smaller to.
   *
   * @param isWhole whether there is no more to do
   */
  private record Reduced(ProgramFinding finding, boolean isWhole) {}

  /** Returns whether all were made smaller to the end. */
  private boolean shrinkRound(ExecutorService threads, List<ProgramFinding> failed)
      throws IOException, InterruptedException {
    Map<Long, Future<Optional<Reduced>>> tasks = new HashMap<>();
    for (ProgramFinding each : failed) {
      if (!known.containsKey(each.number())) {
        tasks.put(each.number(), threads.submit(() -> Optional.of(reduced(each))));
      }
    }
    shrinking = failed.size();
    boolean isWhole = true;
    for (ProgramFinding seen : failed) {
      Future<Optional<Reduced>> task = tasks.get(seen.number());
      Reduced reduced =
          task == null
              ? new Reduced(known.getOrDefault(seen.number(), seen), true)
              : await(task).orElse(new Reduced(seen, false));
      if (reduced.isWhole) {
        known.put(seen.number(), reduced.finding);
      }
      isWhole &= reduced.isWhole;
      join(seen, reduced.finding);
      shrinking--;
      keep();
    }
    return isWhole;
  }

  private Reduced reduced(ProgramFinding seen) {
    ProgramVerdict.Wrong verdict =
        new ProgramVerdict.Wrong(seen.symptom(), seen.path(), 0, seen.detail());
    ProgramShrinker.Shrunk shrunk =
        new ProgramShrinker(judge, ProgramShrinker.USUAL_TRIES)
            .shrink(seen.smallest(), verdict, this::mayGoOn);
    ProgramFinding smaller = seen.with(shrunk);
    if (shrunk.end() == ProgramShrinker.End.STOPPED) {
      return new Reduced(smaller, false);
    }
    String rule = judge.ruleToBlame(smaller.smallest(), smaller.path());
    return new Reduced(smaller.blaming(rule), mayGoOn());
  }

  private void join(ProgramFinding seen, ProgramFinding shrunk) throws IOException {
    listener.minimized(tally.join(shrunk));
    if (!tally.has(seen)) {
      listener.dropped(seen);
    }
  }

  /** Waits for a task; empty if it was not done before the end. */
  private <T> Optional<T> await(Future<Optional<T>> task) throws InterruptedException {
    while (true) {
      try {
        return task.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        progress();
        if (isOver()) {
          task.cancel(true);
          return Optional.empty();
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof CancellationException) {
          return Optional.empty();
        }
        throw new AssertionError("a task of the campaign failed", e.getCause());
      }
    }
  }

  private boolean isOver() {
    return elapsed().compareTo(plan.budget().plus(GRACE)) >= 0
        || (stopped && nanoTime.getAsLong() - stoppedAt >= GRACE.toNanos());
  }

  private ProgramCounts counts() {
    return tally.counts(elapsed());
  }
}
