package winofuzz.fuzz.cases;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.TooManyFilterMissesException;
import net.jqwik.api.sessions.JqwikSession;
import winofuzz.convolution.Target;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;

/**
 * The cases of a campaign by number: a case depends on the seed, its number and the cases it may be
 * like, alone. Some are drawn so that soon every pair of classes of different factors has occurred,
 * then every triple; others are like those that were worth keeping; a few are large; the rest is
 * drawn at random. Must be used by one thread, the one that made it, and closed by it.
 */
public final class CaseSource implements AutoCloseable {
  /** What jqwik remembers is shared by all threads, and not meant for more than one at a time. */
  private static final Object JQWIK = new Object();

  /** How many tries jqwik weighs its edge cases for. */
  private static final int GENERATION_SIZE = 1000;

  /** Of a hundred cases, how many are like one that was kept. */
  private static final int LIKE_KEPT_PERCENT = 30;

  /** Two of three of the first cases are for pairs, of which so many are enough. */
  private static final int PAIRS_FIRST = 240;

  /** After them one case in so many is for triples. */
  private static final int TRIPLES_ONE_IN = 4;

  /** One case in so many is compiled for another target than the first. */
  private static final int OTHER_TARGET_ONE_IN = 4;

  private final long seed;
  private final List<InputDomain> domains;
  private final List<Target> targets;
  private final CoveringRows rows;
  private final RandomGenerator<ConvCase> generator;
  private final Mutation mutation;
  private final Hash root;
  private final boolean opensSession;

  /**
   * A source of cases.
   *
   * @param domains what inputs are drawn from
   * @param targets what cases are compiled for; the first one for most of them
   */
  public CaseSource(long seed, Set<InputDomain> domains, List<Target> targets) {
    synchronized (JQWIK) {
      opensSession = !JqwikSession.isActive();
      if (opensSession) {
        JqwikSession.start();
      }
      generator = CaseArbitraries.cases(domains).generator(GENERATION_SIZE, true);
    }
    this.seed = seed;
    this.domains = domains.stream().sorted().toList();
    this.targets = List.copyOf(targets);
    mutation = new Mutation(domains);
    rows = new CoveringRows(seed);
    root = Hash.of(seed);
  }

  /**
   * The case of a number.
   *
   * @param kept cases to draw from, in an order that depends on the seed alone
   */
  public DrawnCase get(long index, List<ConvCase> kept) {
    Hash random = root.with(index);
    OptionalInt row = row(index);
    if (row.isPresent()) {
      try {
        return directed(rows.get(row.getAsInt()), random);
      } catch (TooManyFilterMissesException e) {
        // What meets in this row is met by no small case: another one is drawn.
      }
    }
    ConvCase subject =
        LargeCases.of(seed, index, Set.copyOf(domains)).orElseGet(() -> undirected(random, kept));
    return new DrawnCase(subject, target(random));
  }

  /** Returns the number of the row that a case is drawn for; empty for the others. */
  private static OptionalInt row(long index) {
    if (index < PAIRS_FIRST) {
      long third = index % 3;
      return third == 0 ? OptionalInt.empty() : OptionalInt.of((int) (index / 3 * 2 + third - 1));
    }
    long after = index - PAIRS_FIRST;
    return after % TRIPLES_ONE_IN == 0
        ? OptionalInt.of(Math.toIntExact(PAIRS_FIRST / 3 * 2 + after / TRIPLES_ONE_IN))
        : OptionalInt.empty();
  }

  /** A case of a row, as far as the campaign draws from its domain and compiles for its target. */
  private DrawnCase directed(FactorRow row, Hash random) {
    DrawnCase drawn;
    synchronized (JQWIK) {
      drawn =
          DirectedArbitraries.of(row)
              .generator(GENERATION_SIZE, false)
              .next(new Random(random.bits()))
              .value();
    }
    Inputs inputs = drawn.subject().inputs();
    InputDomain domain =
        domains.contains(inputs.domain())
            ? inputs.domain()
            : domains.get(random.with(-4).below(domains.size()));
    return new DrawnCase(
        drawn.subject().with(new Inputs(domain, inputs.seed())),
        targets.contains(drawn.target()) ? drawn.target() : targets.getFirst());
  }

  private ConvCase undirected(Hash random, List<ConvCase> kept) {
    Hash choice = random.with(-1);
    if (!kept.isEmpty() && choice.with(1).below(100) < LIKE_KEPT_PERCENT) {
      ConvCase parent = kept.get(choice.with(2).below(kept.size()));
      if (!parent.isLarge()) {
        return mutation.of(parent, choice.with(3));
      }
    }
    synchronized (JQWIK) {
      return generator.next(new Random(random.bits())).value();
    }
  }

  private Target target(Hash random) {
    Hash hash = random.with(-1).with(-1);
    return hash.with(1).below(OTHER_TARGET_ONE_IN) == 0
        ? targets.get(hash.with(2).below(targets.size()))
        : targets.getFirst();
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
