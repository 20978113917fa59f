package winofuzz.fuzz.cases;

import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.inputs.InputDomain;

/**
 * The cases of a campaign by number: a case depends on the seed, its number and the cases it may be
 * like, alone. Must be used by one thread, the one that made it, and closed by it.
 */
public final class CaseSource implements AutoCloseable {
  /** What jqwik remembers is shared by all threads, and not meant for more than one at a time. */
  private static final Object JQWIK = new Object();

  /** How many tries jqwik weighs its edge cases for. */
  private static final int GENERATION_SIZE = 1000;

  /** Of a hundred cases, how many are like one that was kept. */
  private static final int LIKE_KEPT_PERCENT = 30;

  private final RandomGenerator<ConvCase> generator;
  private final Mutation mutation;
  private final Hash root;
  private final boolean opensSession;

  public CaseSource(long seed, Set<InputDomain> domains) {
    synchronized (JQWIK) {
      opensSession = !JqwikSession.isActive();
      if (opensSession) {
        JqwikSession.start();
      }
      generator = CaseArbitraries.cases(domains).generator(GENERATION_SIZE, true);
    }
    mutation = new Mutation(domains);
    root = Hash.of(seed);
  }

  /**
   * The case of a number: one like some that were worth keeping, or one like none.
   *
   * @param kept cases to draw from, in an order that depends on the seed alone
   */
  public ConvCase get(long index, List<ConvCase> kept) {
    Hash random = root.with(index);
    Hash choice = random.with(-1);
    if (!kept.isEmpty() && choice.with(1).below(100) < LIKE_KEPT_PERCENT) {
      return mutation.of(kept.get(choice.with(2).below(kept.size())), choice.with(3));
    }
    synchronized (JQWIK) {
      return generator.next(new Random(random.bits())).value();
    }
  }

  @Override
  public void close() {
    synchronized (JQWIK) {
      if (opensSession) {
        JqwikSession.finish();
      }
    }
  }
}
