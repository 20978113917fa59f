package winofuzz.fuzz.oracle;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.ir.NodeArena;
import winofuzz.work.WorkLimitError;
import winofuzz.work.WorkMeter;

/**
 * Gives up a case that costs too much work, and reports it like any violation. Work is counted, so
 * that whether a case is given up depends on the case alone.
 *
 * <p>The wall clock is a last net under that, for work that is not counted. What it gives up
 * depends on the machine: its symptom is {@link #WALL_CLOCK}, and it is outside of the promise that
 * a seed decides what is found.
 *
 * <p>Work that is given up, or whose caller is interrupted, stops the next time that it counts.
 * Only work that the clock gave up and that does not count either is left to itself, on a daemon
 * thread.
 */
public final class LimitedJudge implements Judge, AutoCloseable {
  /** What findings about limits have in the place of an assertion. */
  public static final String ASSERTION = "limits";

  /** The symptom of a case that cost too much work. */
  public static final String WORK = "work";

  /** The symptom of a case that took too long. */
  public static final String WALL_CLOCK = "wall-clock";

  /** How long work that is given up may take until it counts. */
  private static final Duration STOPPING = Duration.ofSeconds(2);

  private final ExecutorService runners = Executors.newCachedThreadPool(LimitedJudge::runner);
  private final Judge judge;
  private final Setting setting;
  private final CaseLimits limits;

  /**
   * A judge that asks another one.
   *
   * @param setting that the other one lowers cases in
   */
  public LimitedJudge(Judge judge, Setting setting, CaseLimits limits) {
    this.judge = judge;
    this.setting = setting;
    this.limits = limits;
  }

  /** Whether a finding is a case that the wall clock gave up, on this machine. */
  public static boolean isByWallClock(Finding finding) {
    return finding.signature().symptom().equals(new Symptom.LimitExceeded(WALL_CLOCK));
  }

  private static Thread runner(Runnable work) {
    Thread thread = new Thread(work, "winofuzz-case");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public CaseReport judge(ConvCase c, Target target) {
    return report(c, target, () -> judge.judge(c, target));
  }

  @Override
  public CaseReport screen(ConvCase c, Target target) {
    return report(c, target, () -> judge.screen(c, target));
  }

  private CaseReport report(ConvCase c, Target target, Supplier<CaseReport> question) {
    Run<CaseReport> run = new Run<>(question);
    return switch (run.end()) {
      case End.Done<CaseReport>(CaseReport report) -> report;
      case End.GaveUp<CaseReport>(String limit, String detail) ->
          givenUp(c, target, limit, detail, run.step.get());
    };
  }

  @Override
  public Answer shows(ConvCase c, Target target, Signature signature) {
    return switch (new Run<>(() -> judge.shows(c, target, signature)).end()) {
      case End.Done<Answer>(Answer answer) -> answer;
      case End.GaveUp<Answer> gaveUp -> Answer.GAVE_UP;
    };
  }

  @Override
  public Set<String> needs(ConvCase c, Target target, Signature signature) {
    return switch (new Run<>(() -> judge.needs(c, target, signature)).end()) {
      case End.Done<Set<String>>(Set<String> rules) -> rules;
      case End.GaveUp<Set<String>> gaveUp -> Set.of();
    };
  }

  @Override
  public void close() {
    runners.shutdownNow();
  }

  private CaseReport givenUp(
      ConvCase c, Target target, String limit, String detail, @Nullable Whereabouts step) {
    LoweringPath path = step == null ? setting.paths().getFirst() : step.path();
    Symptom symptom = new Symptom.LimitExceeded(limit);
    String where = detail + (step == null ? "" : ", in " + step.assertion());
    Signature signature = new Signature(ASSERTION, path, symptom);
    List<Finding> exceeded =
        List.of(Finding.seen(signature, where, setting.with(target), c, Set.of(signature)));
    return new CaseReport(
        c,
        target,
        List.of(new Judgement(ASSERTION, path, new Verdict.Violated(symptom, where))),
        exceeded,
        exceeded,
        null,
        Set.of(),
        Set.of());
  }

  /** How a question ended. */
  private sealed interface End<T> {
    record Done<T>(T result) implements End<T> {}

    record GaveUp<T>(String limit, String detail) implements End<T> {}
  }

  /** One question, asked on a thread of its own. */
  private final class Run<T> {
    private final AtomicReference<@Nullable Whereabouts> step = new AtomicReference<>();
    private final WorkMeter meter = new WorkMeter(limits.work());
    private final FutureTask<T> task;

    Run(Supplier<T> question) {
      task =
          new FutureTask<>(
              () ->
                  ScopedValue.where(Whereabouts.CURRENT, step)
                      .call(() -> NodeArena.call(meter, question)));
    }

    End<T> end() {
      runners.execute(task);
      try {
        return end(limits.time());
      } catch (TimeoutException e) {
        return stop();
      } catch (InterruptedException e) {
        cancel();
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while a case was judged");
      }
    }

    private End<T> end(Duration wait) throws TimeoutException, InterruptedException {
      try {
        return new End.Done<>(task.get(wait.toNanos(), TimeUnit.NANOSECONDS));
      } catch (ExecutionException e) {
        if (e.getCause() instanceof WorkLimitError limit) {
          return limit.isCancelled() ? late() : tooMuch();
        }
        throw new AssertionError("judging a case failed", e.getCause());
      }
    }

    /** Stops it at the end of its time. */
    private End<T> stop() {
      meter.cancel();
      try {
        return end(STOPPING);
      } catch (TimeoutException e) {
        task.cancel(true);
        return late();
      } catch (InterruptedException e) {
        task.cancel(true);
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while a case was stopped");
      }
    }

    private void cancel() {
      meter.cancel();
      task.cancel(true);
    }

    private End<T> tooMuch() {
      return new End.GaveUp<>(
          WORK, "given up after %d million units of work".formatted(limits.work() / 1_000_000));
    }

    private End<T> late() {
      return new End.GaveUp<>(
          WALL_CLOCK, "given up after %.1f s".formatted(limits.time().toMillis() / 1e3));
    }
  }
}
