package winofuzz.spark;

import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Tells of executors that come and go, but for the end of the application. */
final class ExecutorEvents extends SparkListener {
  private final Consumer<String> notices;
  private final Dispatcher dispatcher;
  private volatile boolean muted;

  /**
   * A listener.
   *
   * @param notices told of each event in one line
   * @param dispatcher told of executors that are lost
   */
  ExecutorEvents(Consumer<String> notices, Dispatcher dispatcher) {
    this.notices = notices;
    this.dispatcher = dispatcher;
  }

  void mute() {
    muted = true;
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded added) {
    int cores = added.executorInfo().totalCores();
    say(
        "executor   %s on %s, %s"
            .formatted(
                added.executorId(),
                added.executorInfo().executorHost(),
                cores == 1 ? "1 core" : cores + " cores"));
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    String how = removed.reason().replaceAll("\\s+", " ").strip();
    say("executor   %s lost: %s".formatted(removed.executorId(), how));
    dispatcher.executorLost(how);
  }

  private void say(String notice) {
    if (!muted) {
      notices.accept(notice);
    }
  }
}
