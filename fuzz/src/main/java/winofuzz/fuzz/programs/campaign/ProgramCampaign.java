package winofuzz.fuzz.programs.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.programs.DrawnProgram;
import winofuzz.fuzz.programs.ProgramSource;

/**
 * Draws programs in rounds. In a round, programs are judged on several threads; then those that
 * fail are made smaller, but for those that a finding explains which was known before the round. So
 * what is found does not depend on the number of threads or their speed.
 */
public final class ProgramCampaign {
  private static final int ROUND = 64;
  private static final long TICK_MILLIS = 100;

  /** How long after the budget what is at hand may go on. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** So many programs that a finding explains are made smaller all the same, then one in four. */
  private static final int SURELY_SHRUNK = 3;

  private static final int SHRUNK_ONE_IN = 4;

  private final ProgramPlan plan;
  private final ProgramJudge judge;
  private final ProgramListener listener;
  private final LongSupplier nanoTime;
  private final long start;
  private final SortedMap<String, Integer> undecided = new TreeMap<>();
  private final SortedMap<String, Integer> remarks = new TreeMap<>();

  /** By signature. */
  private final SortedMap<String, ProgramFinding> findings = new TreeMap<>();

  private long programs;
  private long samples;
  private int shrinking;
  private volatile boolean stopped;

  /** When it was stopped, by the clock. */
  private volatile long stoppedAt;

  /**
   * A campaign, which begins now.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public ProgramCampaign(
      ProgramPlan plan, ProgramJudge judge, ProgramListener listener, LongSupplier nanoTime) {
    this.plan = plan;
    this.judge = judge;
    this.listener = listener;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  /** Asks it to end soon; what was found so far is its result. Any thread may ask. */
  public void stop() {
    stoppedAt = nanoTime.getAsLong();
    stopped = true;
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
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
      while (mayGoOn() && programs < plan.mostPrograms()) {
        List<ProgramFinding> failed = judgeRound(threads);
        shrinkRound(threads, failed);
      }
    } finally {
      threads.shutdownNow();
    }
    return new ProgramResult(plan.seed(), counts(), List.copyOf(findings.values()), stopped);
  }

  /** What was said of a program. */
  private record Judged(long number, DrawnProgram program, ProgramVerdict verdict) {}

  private List<ProgramFinding> judgeRound(ExecutorService threads)
      throws IOException, InterruptedException {
    ProgramSource source = new ProgramSource(plan.seed());
    List<Future<Optional<Judged>>> round = new ArrayList<>();
    long end = Math.min(programs + ROUND, plan.mostPrograms());
    for (long number = programs; number < end; number++) {
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
    programs++;
    switch (judged.verdict) {
      case ProgramVerdict.Holds holds -> {
        samples += judged.program.values().size();
        holds.remarks().forEach(remark -> remarks.merge(remark, 1, Integer::sum));
      }
      case ProgramVerdict.Undecided(String reason) -> undecided.merge(reason, 1, Integer::sum);
      case ProgramVerdict.Wrong wrong -> {
        samples += wrong.sample() + 1;
        ProgramFinding seen =
            ProgramFinding.seen(wrong, judged.program.sample(wrong.sample()), judged.number);
        if (isWorthShrinking(seen)) {
          failed.add(seen);
          listener.found(seen);
        }
      }
    }
    listener.progress(counts(), findings.size(), shrinking);
  }

  /** Counts what a known finding explains; returns whether it is to be made smaller. */
  private boolean isWorthShrinking(ProgramFinding seen) {
    for (ProgramFinding known : findings.values()) {
      if (known.isFinished() && known.mayExplain(seen)) {
        boolean isSampled =
            Hash.of(plan.seed()).with(seen.number()).with(-1).below(SHRUNK_ONE_IN) == 0;
        if (known.count() >= SURELY_SHRUNK && (known.symptom().tellsAll() || !isSampled)) {
          findings.put(known.signature(), known.withCount(known.count() + 1));
          return false;
        }
      }
    }
    return true;
  }

  private void shrinkRound(ExecutorService threads, List<ProgramFinding> failed)
      throws IOException, InterruptedException {
    List<Future<Optional<ProgramFinding>>> round = new ArrayList<>();
    for (ProgramFinding each : failed) {
      round.add(threads.submit(() -> Optional.of(shrunk(each))));
    }
    shrinking = failed.size();
    for (int i = 0; i < failed.size(); i++) {
      join(failed.get(i), await(round.get(i)).orElse(failed.get(i)));
      shrinking--;
    }
  }

  private ProgramFinding shrunk(ProgramFinding seen) {
    ProgramVerdict.Wrong verdict =
        new ProgramVerdict.Wrong(seen.symptom(), seen.path(), 0, seen.detail());
    return seen.with(
        new ProgramShrinker(judge, ProgramShrinker.USUAL_TRIES)
            .shrink(seen.smallest(), verdict, this::mayGoOn));
  }

  private void join(ProgramFinding seen, ProgramFinding shrunk) throws IOException {
    ProgramFinding known = findings.get(shrunk.signature());
    ProgramFinding joined = known == null ? shrunk : known.joined(shrunk);
    findings.put(joined.signature(), joined);
    listener.minimized(joined);
    if (!findings.containsKey(seen.signature())) {
      listener.dropped(seen);
    }
  }

  /** Waits for a task; empty if it was not done before the end. */
  private <T> Optional<T> await(Future<Optional<T>> task) throws InterruptedException {
    while (true) {
      try {
        return task.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        listener.progress(counts(), findings.size(), shrinking);
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
    return new ProgramCounts(elapsed(), programs, samples, undecided, remarks);
  }
}
