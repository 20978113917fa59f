package winofuzz.metal.msl;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs work that recurses as deep as its input is nested: on the caller's stack, and where that is
 * too small, again from the start on a large one.
 */
public final class DeepStack {

  /** Room for the deepest nesting that the parser lets through, reserved and not used up. */
  private static final long LARGE = 512L << 20;

  private DeepStack() {}

  /** The result of a task that changes nothing but what it makes itself. */
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
