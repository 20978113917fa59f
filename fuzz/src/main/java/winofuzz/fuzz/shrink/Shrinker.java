package winofuzz.fuzz.shrink;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import winofuzz.fuzz.cases.ConvCase;

/**
 * Carries out a {@link Search} for the smallest case that fails alike. The result depends on the
 * case and the answers alone unless it is stopped.
 */
public final class Shrinker {
  /** How many cases commands try to make one finding minimal. */
  public static final int USUAL_TRIES = 20_000;

  private final Function<ConvCase, Answer> failsAlike;
  private final BooleanSupplier stopped;
  private final int mostTries;
  private final FailureScope scope;

  /**
   * A shrinker.
   *
   * @param failsAlike whether a case fails in the way that must be kept
   * @param stopped asked before every try; the best so far is the result once it says yes
   * @param mostTries how many cases may be tried
   */
  public Shrinker(Function<ConvCase, Answer> failsAlike, BooleanSupplier stopped, int mostTries) {
    this(failsAlike, stopped, mostTries, FailureScope.ANY);
  }

  /**
   * A shrinker of a failure that is known to need something.
   *
   * @param scope what a case needs to fail alike
   */
  public Shrinker(
      Function<ConvCase, Answer> failsAlike,
      BooleanSupplier stopped,
      int mostTries,
      FailureScope scope) {
    this.failsAlike = failsAlike;
    this.stopped = stopped;
    this.mostTries = mostTries;
    this.scope = scope;
  }

  /** The smallest case that fails like one that does, with the simplest inputs. */
  public Minimal shrink(ConvCase failing) {
    return shrink(failing, soFar -> {});
  }

  /**
   * The smallest case that fails like one that does, with the simplest inputs.
   *
   * @param progress told after every try
   */
  public Minimal shrink(ConvCase failing, Consumer<Minimal> progress) {
    Search search = new Search(failing, mostTries, scope);
    for (Optional<ConvCase> c = search.next(); c.isPresent(); c = search.next()) {
      if (stopped.getAsBoolean()) {
        return search.result(true);
      }
      search.answer(failsAlike.apply(c.get()));
      progress.accept(search.result(false));
    }
    return search.result(false);
  }
}
