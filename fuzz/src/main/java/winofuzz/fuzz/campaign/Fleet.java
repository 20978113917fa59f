package winofuzz.fuzz.campaign;

import java.io.IOException;
import winofuzz.fuzz.oracle.Judge;

/**
 * What judges the cases of a campaign: threads of this process, or processes anywhere. It decides
 * how soon answers come, and none of the answers: what a campaign finds does not depend on it.
 */
public interface Fleet extends AutoCloseable {

  /**
   * Returns the judge, which any number of threads may ask at once; each waits for its answer. A
   * thread that is interrupted, or asks when the fleet is lost, gets a {@link
   * java.util.concurrent.CancellationException}.
   */
  Judge judge();

  /** Returns how many questions are worth having under way at once; may change at any time. */
  int places();

  /** Returns how many tries to make one finding smaller are worth asking for at once. */
  int triesAtOnce();

  /**
   * Returns if the fleet can be asked.
   *
   * @throws IOException if it is lost, with the reason in one line
   * @throws winofuzz.fuzz.cases.BadInputException if it is, by a mistake of the user
   */
  void requireAlive() throws IOException;

  /** Lets go of what it holds; the questions that are under way are cancelled. */
  @Override
  void close();
}
