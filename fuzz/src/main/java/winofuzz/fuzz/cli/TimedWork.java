package winofuzz.fuzz.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.ir.NodeArena;
import winofuzz.work.WorkLimitError;
import winofuzz.work.WorkMeter;

/** Work of a command that ends: what it does is counted, and cancelled when its time is up. */
final class TimedWork {

  /** Units of work, of which a core does some hundred millions a second. */
  private static final long MOST_UNITS = 1L << 40;

  /** What is done. */
  @FunctionalInterface
  interface Task {
    int run() throws IOException;
  }

  private TimedWork() {}

  /**
   * Returns the result of a task.
   *
   * @throws BadInputException if its time is up or it does too much work
   */
  static int call(Duration limit, Task task) throws IOException {
    WorkMeter meter = new WorkMeter(MOST_UNITS);
    CountDownLatch done = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .name("winofuzz-time-limit")
        .start(
            () -> {
              if (!finishesWithin(limit, done)) {
                meter.cancel();
              }
            });
    try {
      return NodeArena.call(
          meter,
          () -> {
            try {
              return task.run();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (WorkLimitError e) {
      throw new BadInputException(
          e.isCancelled()
              ? "still at work after " + limit + " (--time-limit)"
              : "expected less to do, found " + e.getMessage(),
          e);
    } finally {
      done.countDown();
    }
  }

  private static boolean finishesWithin(Duration limit, CountDownLatch done) {
    try {
      return done.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
