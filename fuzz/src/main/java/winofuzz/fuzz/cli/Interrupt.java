package winofuzz.fuzz.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C or SIGTERM into a request to stop: while it is open, the process ends only once what
 * was asked to stop has closed it, with the exit status of an interrupted command.
 */
final class Interrupt implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  Interrupt(Runnable stop) {
    hook = new Thread(() -> interrupted(stop), "winofuzz-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupted(Runnable stop) {
    stop.run();
    try {
      boolean inTime = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Runtime.getRuntime().halt(inTime ? ExitCode.INTERRUPTED : ExitCode.MACHINE_FAILED);
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook waits for exactly this call.
      return;
    }
  }
}
