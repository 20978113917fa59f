package winofuzz.fuzz.terminal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Does something again and again, on a thread that ends with the process. */
final class Ticker implements AutoCloseable {
  private final Runnable task;
  private final Duration pause;
  private @Nullable Thread thread;
  private boolean closed;

  Ticker(Runnable task, Duration pause) {
    this.task = task;
    this.pause = pause;
  }

  /** Begins unless it has begun. */
  synchronized void begin() {
    if (thread == null && !closed) {
      thread = Thread.ofPlatform().daemon().name("winofuzz-status").start(this::run);
    }
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(pause);
        task.run();
      }
    } catch (InterruptedException e) {
      // Closed.
      return;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
