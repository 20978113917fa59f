package winofuzz.fuzz.shrink;

import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import winofuzz.fuzz.cases.ConvCase;

/**
 * Finds the smallest case that fails alike: first by simplifying one thing at a time, then by
 * trying every case that is smaller than what that came to, smallest first, so that the first that
 * fails is minimal; at last its inputs are made as simple as they can be. The result depends on the
 * case and the predicate alone unless it is stopped.
 */
public final class Shrinker {
  /** How many cases commands try to make one finding minimal. */
  public static final int USUAL_TRIES = 20_000;

  private final Predicate<ConvCase> failsAlike;
  private final BooleanSupplier stopped;
  private final int mostTries;
  private final Predicate<Channels> mayFail;
  private int tried;

  /**
   * A shrinker.
   *
   * @param failsAlike whether a case fails in the way that must be kept
   * @param stopped asked before every try; the best so far is the result once it says yes
   * @param mostTries how many cases may be tried
   */
  public Shrinker(Predicate<ConvCase> failsAlike, BooleanSupplier stopped, int mostTries) {
    this(failsAlike, stopped, mostTries, channels -> true);
  }

  /**
   * A shrinker of a failure that is known to need something.
   *
   * @param mayFail without what channels no case fails like that; such cases are not tried, and
   *     count as tried where a case is proven minimal
   */
  public Shrinker(
      Predicate<ConvCase> failsAlike,
      BooleanSupplier stopped,
      int mostTries,
      Predicate<Channels> mayFail) {
    this.failsAlike = failsAlike;
    this.stopped = stopped;
    this.mostTries = mostTries;
    this.mayFail = mayFail;
  }

  /** The smallest case that fails like one that does, with the simplest inputs. */
  public Minimal shrink(ConvCase failing) {
    Minimal smallest = smallest(failing);
    if (smallest.smallest().inputs().only() != null) {
      return smallest;
    }
    SimplerInputs inputs =
        new SimplerInputs(smallest.smallest(), candidate -> !isSpent() && tries(candidate));
    return new Minimal(inputs.find(), smallest.proven(), tried);
  }

  private Minimal smallest(ConvCase failing) {
    ConvCase simple = simplify(failing);
    Iterator<ConvCase> smaller = SmallerCases.of(simple, mayFail).iterator();
    while (smaller.hasNext()) {
      if (isSpent()) {
        return new Minimal(simple, false, tried);
      }
      ConvCase candidate = smaller.next();
      if (tries(candidate)) {
        return new Minimal(candidate, true, tried);
      }
    }
    return new Minimal(simple, true, tried);
  }

  private ConvCase simplify(ConvCase failing) {
    ConvCase best = failing;
    boolean improved = true;
    while (improved && !isSpent()) {
      improved = false;
      for (Iterator<ConvCase> i = SimplerCases.of(best).iterator(); i.hasNext() && !isSpent(); ) {
        ConvCase candidate = i.next();
        if (tries(candidate)) {
          best = candidate;
          improved = true;
          break;
        }
      }
    }
    return best;
  }

  private boolean isSpent() {
    return tried >= mostTries || stopped.getAsBoolean();
  }

  private boolean tries(ConvCase candidate) {
    tried++;
    return failsAlike.test(candidate);
  }
}
