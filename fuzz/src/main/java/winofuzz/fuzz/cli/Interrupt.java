package winofuzz.fuzz.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns Ctrl-C or SIGTERM into a request to stop: while it is open, the process ends only once what
 * was asked to stop has closed it. Whatever a signal ends has the exit status of an interrupted
 * command.
 */
final class Interrupt implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  /** The one that is open; signals are of the process, and so is this. */
  private static volatile @Nullable Interrupt open;

  private static volatile boolean ending;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable stop;

  Interrupt(Runnable stop) {
    this.stop = stop;
    open = this;
  }

  /** Begins to listen for signals; once in a process. */
  static void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(Interrupt::interrupted, "winofuzz-interrupt"));
  }

  /** Ends the process by itself, with an exit status. */
  static void exit(int status) {
    ending = true;
    System.exit(ExitCode.ofProcess(status));
  }

  private static void interrupted() {
    if (ending) {
      return;
    }
    Interrupt current = open;
    boolean isStopped = current == null || current.isStoppedInTime();
    Runtime.getRuntime()
        .halt(ExitCode.ofProcess(isStopped ? ExitCode.INTERRUPTED : ExitCode.MACHINE_FAILED));
  }

  private boolean isStoppedInTime() {
    stop.run();
    try {
      return closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Override
  public void close() {
    open = null;
    closed.countDown();
  }
}
