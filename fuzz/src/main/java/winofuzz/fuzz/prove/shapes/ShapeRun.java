package winofuzz.fuzz.prove.shapes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import winofuzz.fuzz.cases.ConvCase;

/**
 * Goes through blocks of shapes on several threads. What comes out of each does not depend on their
 * number.
 *
 * @param <T> what comes out of a block
 */
final class ShapeRun<T> {
  private final ShapePlan plan;
  private final int jobs;
  private final Work<T> work;
  private volatile boolean stopped;

  /**
   * Creates a run.
   *
   * @param plan whose shapes these are
   * @param jobs threads
   */
  ShapeRun(ShapePlan plan, int jobs, Work<T> work) {
    this.plan = plan;
    this.jobs = jobs;
    this.work = work;
  }

  /** What is done with a block. */
  interface Work<T> {
    /**
     * Does it.
     *
     * @param shapes of the block
     * @param shared by all blocks of one number of elements
     * @param step is called before each shape; it throws if the run is stopped
     */
    T of(ShapeBlock block, List<ConvCase> shapes, SharedRuns shared, Runnable step);
  }

  /** Takes what came of a block, in the thread that runs. */
  interface Listener<T> {
    void done(T result) throws IOException;
  }

  /** Ends the run soon: blocks that are not done are left. */
  void stop() {
    stopped = true;
  }

  /**
   * Runs.
   *
   * @param blocks in order
   * @return whether all were done
   */
  boolean run(List<ShapeBlock> blocks, Listener<T> listener)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    CompletionService<T> results = new ExecutorCompletionService<>(threads);
    int waiting = 0;
    try {
      for (List<ShapeBlock> size : bySize(blocks)) {
        List<ConvCase> shapes = plan.family().ofSize(size.getFirst().elements());
        SharedRuns shared = new SharedRuns();
        for (ShapeBlock block : size) {
          if (waiting > jobs) {
            take(results, listener);
            waiting--;
          }
          results.submit(
              () ->
                  work.of(
                      block,
                      shapes.subList(block.from(), block.from() + block.shapes()),
                      shared,
                      this::requireGoing));
          waiting++;
        }
      }
      for (; waiting > 0; waiting--) {
        take(results, listener);
      }
      return true;
    } catch (CancellationException e) {
      return false;
    } finally {
      stop();
      threads.close();
    }
  }

  private void requireGoing() {
    if (stopped) {
      throw new CancellationException("stopped");
    }
  }

  private static List<List<ShapeBlock>> bySize(List<ShapeBlock> blocks) {
    List<List<ShapeBlock>> result = new ArrayList<>();
    for (ShapeBlock block : blocks) {
      if (result.isEmpty() || result.getLast().getFirst().elements() != block.elements()) {
        result.add(new ArrayList<>());
      }
      result.getLast().add(block);
    }
    return result;
  }

  private static <T> void take(CompletionService<T> results, Listener<T> listener)
      throws IOException, InterruptedException {
    try {
      listener.done(results.take().get());
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new AssertionError("no checked exception", e);
      }
    }
  }
}
