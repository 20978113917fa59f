package winofuzz.fuzz.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judge;

/** Judges a list of cases on several threads; the result is in the order of the list. */
public final class Replay {
  private final Judge judge;
  private final int jobs;
  private final BooleanSupplier stopped;
  private final Progress progress;

  /**
   * A replay.
   *
   * @param jobs how many cases are judged at once
   * @param stopped asked before every case; once it says yes what was judged is the result
   * @param progress told after every case, by one thread
   */
  public Replay(Judge judge, int jobs, BooleanSupplier stopped, Progress progress) {
    this.judge = judge;
    this.jobs = jobs;
    this.stopped = stopped;
    this.progress = progress;
  }

  /** Hears how far a replay is. */
  public interface Progress {
    /** So many of all cases are judged. */
    void judged(int done, int of);
  }

  /** What the assertions say of each case. */
  public List<Replayed> of(List<ReplayCase> cases) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(jobs, Replay::worker);
    try {
      List<Future<CaseReport>> judging = new ArrayList<>();
      cases.forEach(c -> judging.add(pool.submit(() -> judge.judge(c.subject(), c.target()))));
      List<Replayed> result = new ArrayList<>();
      for (int i = 0; i < cases.size() && !stopped.getAsBoolean(); i++) {
        result.add(new Replayed(cases.get(i), judging.get(i).get()));
        progress.judged(result.size(), cases.size());
      }
      return List.copyOf(result);
    } catch (ExecutionException e) {
      throw new AssertionError("judging a case failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread worker(Runnable work) {
    Thread thread = new Thread(work, "winofuzz-replay");
    thread.setDaemon(true);
    return thread;
  }
}
