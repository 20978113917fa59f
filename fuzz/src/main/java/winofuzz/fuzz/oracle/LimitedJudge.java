package winofuzz.fuzz.oracle;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/**
 * Gives up a case that takes too much time or memory, and says so as it says of any violation. The
 * thread that is at it is interrupted and left to itself; another goes on with the next case.
 */
public final class LimitedJudge implements Judge, AutoCloseable {
  /** What findings about limits have in the place of an assertion. */
  public static final String ASSERTION = "limits";

  private static final long LOOK_EVERY_MILLIS = 50;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
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

  private static Thread runner(Runnable work) {
    Thread thread = new Thread(work, "winofuzz-case");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public CaseReport judge(ConvCase c, Target target) {
    AtomicReference<@Nullable Whereabouts> at = new AtomicReference<>();
    Run<CaseReport> run = new Run<>(() -> judge.judge(c, target), at);
    return run.result().orElseGet(() -> givenUp(c, target, run));
  }

  /** A case that must be given up shows nothing. */
  @Override
  public boolean shows(ConvCase c, Target target, Signature signature) {
    return new Run<>(() -> judge.shows(c, target, signature), new AtomicReference<>())
        .result()
        .orElse(false);
  }

  @Override
  public void close() {
    runners.shutdownNow();
  }

  private CaseReport givenUp(ConvCase c, Target target, Run<?> run) {
    Whereabouts at = run.at.get();
    LoweringPath path = at == null ? setting.paths().getFirst() : at.path();
    Symptom symptom = new Symptom.LimitExceeded(run.exceeded);
    String detail =
        "given up after %.1f s and %d MiB%s"
            .formatted(
                run.elapsed().toMillis() / 1e3,
                run.allocated() >> 20,
                at == null ? "" : ", in " + at.assertion());
    Signature signature = new Signature(ASSERTION, path, symptom);
    List<Finding> exceeded =
        List.of(Finding.seen(signature, detail, setting.with(target), c, Set.of(signature)));
    return new CaseReport(
        c,
        target,
        List.of(new Judgement(ASSERTION, path, new Verdict.Violated(symptom, detail))),
        exceeded,
        exceeded,
        null,
        Set.of(),
        Set.of());
  }

  /** One question, asked on a thread of its own. */
  private final class Run<T> {
    private final AtomicReference<@Nullable Whereabouts> at;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private final FutureTask<T> task;
    private final long start = System.nanoTime();
    private long bytesBefore;
    private String exceeded = "";

    Run(Supplier<T> question, AtomicReference<@Nullable Whereabouts> at) {
      this.at = at;
      task = new FutureTask<>(() -> ask(question));
    }

    private T ask(Supplier<T> question) {
      bytesBefore = threads.getCurrentThreadAllocatedBytes();
      thread.set(Thread.currentThread());
      return ScopedValue.where(Whereabouts.CURRENT, at).call(question::get);
    }

    /** What comes of it; empty where it was given up. */
    Optional<T> result() {
      runners.execute(task);
      while (true) {
        try {
          return Optional.of(task.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
          exceeded =
              elapsed().compareTo(limits.time()) > 0
                  ? "time"
                  : allocated() > limits.bytes() ? "memory" : "";
          if (!exceeded.isEmpty()) {
            task.cancel(true);
            return Optional.empty();
          }
        } catch (InterruptedException e) {
          task.cancel(true);
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while a case was judged", e);
        } catch (ExecutionException e) {
          throw new AssertionError("judging a case failed", e.getCause());
        }
      }
    }

    Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - start);
    }

    long allocated() {
      Thread runner = thread.get();
      return runner == null ? 0 : threads.getThreadAllocatedBytes(runner.threadId()) - bytesBefore;
    }
  }
}
