package winofuzz.fuzz.cases;

import java.util.Random;
import java.util.Set;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.inputs.InputDomain;

/**
 * The cases of a campaign by number: case {@code i} depends on the seed and {@code i} alone. Must
 * be used by one thread, the one that made it, and closed by it.
 */
public final class CaseSource implements AutoCloseable {
  /** How many tries jqwik weighs its edge cases for. */
  private static final int GENERATION_SIZE = 1000;

  private final RandomGenerator<ConvCase> generator;
  private final Hash root;
  private final boolean opensSession;

  public CaseSource(long seed, Set<InputDomain> domains) {
    opensSession = !JqwikSession.isActive();
    if (opensSession) {
      JqwikSession.start();
    }
    generator = CaseArbitraries.cases(domains).generator(GENERATION_SIZE, true);
    root = Hash.of(seed);
  }

  /** The case of a number. */
  public ConvCase get(long index) {
    return generator.next(new Random(root.with(index).bits())).value();
  }

  @Override
  public void close() {
    if (opensSession) {
      JqwikSession.finish();
    }
  }
}
