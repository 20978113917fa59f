package winofuzz.fuzz.campaign;

import winofuzz.fuzz.oracle.Judge;

/**
 * Threads of this process.
 *
 * @param judge whom they ask; it is not closed with them
 * @param places how many threads
 */
public record OwnThreads(Judge judge, int places) implements Fleet {

  @Override
  public int triesAtOnce() {
    return 1;
  }

  /** {@inheritDoc} It always can. */
  @Override
  public void requireAlive() {}

  @Override
  public void close() {}
}
