package winofuzz.fuzz.campaign;

import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;

/**
 * Threads of this process.
 *
 * @param judge whom they ask
 * @param places how many threads
 * @param letGo closes the judge
 */
public record OwnThreads(Judge judge, int places, Runnable letGo) implements Fleet {

  /** Threads that ask a judge which is not closed with them. */
  public OwnThreads(Judge judge, int places) {
    this(judge, places, () -> {});
  }

  /** Returns threads that ask a judge which is closed with them. */
  public static OwnThreads owning(LimitedJudge judge, int places) {
    return new OwnThreads(judge, places, judge::close);
  }

  @Override
  public int triesAtOnce() {
    return 1;
  }

  /** {@inheritDoc} It always can. */
  @Override
  public void requireAlive() {}

  @Override
  public void close() {
    letGo.run();
  }
}
