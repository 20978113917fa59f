package winofuzz.fuzz.oracle;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.ir.NodeArena;
import winofuzz.work.WorkLimitError;
import winofuzz.work.WorkMeter;

/**
 * Answers whatever happens: gives up a case that costs too much work, and reports it like any
 * violation, as it does an engine that breaks in a way that the judge it asks lets pass. Work is
 * counted, so that whether a case is given up depends on the case alone.
 *
 * <p>The wall clock is a last net under that, for work that is not counted; so is memory, when a
 * case does not even have enough while no other one is judged. What these give up depends on the
 * machine: their symptoms are {@link #WALL_CLOCK} and {@link #MEMORY}, and they are outside of the
 * promise that a seed decides what is found. Where cases are judged in other processes, {@link
 * #PROCESS} is another such symptom.
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

  /** The symptom of a case that takes more memory than there is. */
  public static final String MEMORY = "memory";

  /** The symptom of a case during which the process that judges it ends, again and again. */
  public static final String PROCESS = "process";

  /** What findings about broken engines have in the place of an assertion, where none was asked. */
  private static final String JUDGE = "judge";

  /** How long work that is given up may take until it counts. */
  private static final Duration STOPPING = Duration.ofSeconds(2);

  private final ExecutorService runners = Executors.newCachedThreadPool(LimitedJudge::runner);
  private final Judge judge;
  private final Setting setting;
  private final CaseLimits limits;

  /** Held shared by every case, and alone by one that ran out of memory beside others. */
  private final ReadWriteLock memory = new ReentrantReadWriteLock();

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

  /** Returns a judge that asks every assertion of a compiler, with the devices of this machine. */
  public static LimitedJudge of(CompilerUnderTest compiler, Setting setting, CaseLimits limits) {
    return new LimitedJudge(new Oracle(compiler, setting), setting, limits);
  }

  /** Whether a finding is a case that was given up for reasons that depend on the machine. */
  public static boolean dependsOnMachine(Finding finding) {
    return finding.signature().symptom() instanceof Symptom.LimitExceeded(String limit)
        && (limit.equals(WALL_CLOCK) || limit.equals(MEMORY) || limit.equals(PROCESS));
  }

  /** Returns why such a case was given up, in words that do not depend on it. */
  public static String reason(Finding dependent) {
    if (!(dependent.signature().symptom() instanceof Symptom.LimitExceeded(String limit))) {
      throw new AssertionError("depends on no machine: " + dependent.signature());
    }
    return switch (limit) {
      case MEMORY -> "given up for want of memory";
      case PROCESS -> "given up as the process that judged it ended";
      default -> "given up by the wall clock"; // The one limit that is left.
    };
  }

  /** Returns what there is to say of a case that takes more memory than there is. */
  public static CaseReport outOfMemory(ConvCase c, LoweringPath path, Setting setting) {
    return givenUp(c, path, setting, MEMORY, shortOfMemory());
  }

  /**
   * Returns what there is to say of a case during which the process that judges it ends.
   *
   * @param detail how the process ended, in one line
   */
  public static CaseReport outOfProcess(ConvCase c, Setting setting, String detail) {
    return givenUp(c, setting.paths().getFirst(), setting, PROCESS, detail);
  }

  private static CaseReport givenUp(
      ConvCase c, LoweringPath path, Setting setting, String limit, String detail) {
    Signature signature = new Signature(ASSERTION, path, new Symptom.LimitExceeded(limit));
    return CaseReport.of(
        Finding.seen(signature, detail, setting, c, Set.of(signature)), setting.target());
  }

  private static String shortOfMemory() {
    return "given up as %d MB of memory do not suffice"
        .formatted(Runtime.getRuntime().maxMemory() >> 20);
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
    Asked<CaseReport> asked = ask(question);
    return switch (asked.end) {
      case End.Done<CaseReport>(CaseReport report) -> report;
      case End.GaveUp<CaseReport>(String limit, String detail) ->
          givenUp(c, target, limit, detail, asked.step);
      case End.Broke<CaseReport>(Breakage breakage) -> broken(c, target, breakage, asked.step);
    };
  }

  /** {@inheritDoc} An engine that breaks leaves the answer open. */
  @Override
  public Answer shows(ConvCase c, Target target, Signature signature) {
    return switch (ask(() -> judge.shows(c, target, signature)).end) {
      case End.Done<Answer>(Answer answer) -> answer;
      case End.GaveUp<Answer> _, End.Broke<Answer> _ -> Answer.GAVE_UP;
    };
  }

  @Override
  public Set<String> needs(ConvCase c, Target target, Signature signature) {
    return switch (ask(() -> judge.needs(c, target, signature)).end) {
      case End.Done<Set<String>>(Set<String> rules) -> rules;
      case End.GaveUp<Set<String>> _, End.Broke<Set<String>> _ -> Set.of();
    };
  }

  @Override
  public void close() {
    runners.shutdownNow();
  }

  /** Asks a question; one that runs out of memory is asked again when nothing else is. */
  private <T> Asked<T> ask(Supplier<T> question) {
    Asked<T> asked = ask(question, memory.readLock());
    boolean isShortOfMemory =
        asked.end instanceof End.GaveUp<T>(String limit, String _) && limit.equals(MEMORY);
    return isShortOfMemory ? ask(question, memory.writeLock()) : asked;
  }

  private <T> Asked<T> ask(Supplier<T> question, Lock held) {
    Run<T> run = new Run<>(question);
    held.lock();
    try {
      return new Asked<>(run.end(), run.step.get());
    } finally {
      held.unlock();
    }
  }

  private CaseReport givenUp(
      ConvCase c, Target target, String limit, String detail, @Nullable Whereabouts step) {
    LoweringPath path = step == null ? setting.paths().getFirst() : step.path();
    String where = detail + (step == null ? "" : ", in " + step.step());
    return givenUp(c, path, setting.with(target), limit, where);
  }

  private CaseReport broken(
      ConvCase c, Target target, Breakage breakage, @Nullable Whereabouts step) {
    return CaseReport.of(
        breakage.finding(
            step == null ? JUDGE : step.step(),
            step == null ? setting.paths().getFirst() : step.path(),
            setting.with(target),
            c),
        target);
  }

  /** How a question ended. */
  private sealed interface End<T> {
    record Done<T>(T result) implements End<T> {}

    record GaveUp<T>(String limit, String detail) implements End<T> {}

    record Broke<T>(Breakage breakage) implements End<T> {}
  }

  /** A question that was asked, and the last step that was taken for it, if any. */
  private record Asked<T>(End<T> end, @Nullable Whereabouts step) {}

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
      try {
        runners.execute(task);
        return end(limits.time());
      } catch (OutOfMemoryError e) {
        return tooLarge();
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
        return switch (Objects.requireNonNull(e.getCause())) {
          case WorkLimitError limit -> limit.isCancelled() ? late() : tooMuch();
          case OutOfMemoryError _ -> tooLarge();
          case Throwable broken -> new End.Broke<>(Breakage.of(broken));
        };
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

    private End<T> tooLarge() {
      return new End.GaveUp<>(MEMORY, shortOfMemory());
    }

    private End<T> late() {
      return new End.GaveUp<>(
          WALL_CLOCK, "given up after %.1f s".formatted(limits.time().toMillis() / 1e3));
    }
  }
}
