package winofuzz.fuzz.fleet;

import java.util.concurrent.CancellationException;

/** Carries a question to a process that has a {@link JudgeDesk}, and its answer back. */
@FunctionalInterface
public interface Courier {

  /**
   * Returns what a desk answers to a question. Any number of threads may ask at once.
   *
   * @throws JudgeLostException if the processes that were asked ended before they answered
   * @throws CancellationException if no process can be asked any more
   */
  String ask(String question) throws JudgeLostException, InterruptedException;
}
