package winofuzz.metal.msl;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs a task that recurses as deep as its input is nested: on the caller's stack, and if that
 * overflows, again from the start on a large one.
 */
public final class DeepStack {

  /** Room for the deepest nesting that the parser accepts; it is reserved, not committed. */
  private static final long LARGE = 512L << 20;

  private DeepStack() {}

  /** Returns the result of a task, which may run twice and so must change only what it creates. */
  public static <T> T call(Supplier<T> task) {
    try {
      return task.get();
    } catch (StackOverflowError tooSmall) {
      return onLargeStack(task);
    }
  }

  private static <T> T onLargeStack(Supplier<T> task) {
    FutureTask<T> future = new FutureTask<>(task::get);
    Thread thread = new Thread(null, future, "deep-kernel", LARGE);
    thread.setDaemon(true);
    thread.start();
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error problem) {
        throw problem;
      }
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while compiling a kernel", e);
    }
  }
}
