package winofuzz.fuzz.shrink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.inputs.Inputs;

/**
 * The search for the smallest case that fails like one that does, one try at a time: {@link #next}
 * proposes a case, {@link #answer} takes what came of it. Cases may be proposed ahead of the
 * answers that they are proposed for, so that several are tried in one go; the result is the same.
 * It starts from the first of the {@linkplain CanonicalCases canonical cases} that fails alike, so
 * that the result depends on the bug and not on the case that showed it first; from that case if
 * none does. Then one thing at a time is simplified, and every case smaller than the result is
 * tried, smallest first, so that the first that fails alike is minimal; at last its inputs are
 * simplified. Which cases are proposed depends on the failing case and the answers alone.
 *
 * <p>Used by one thread at a time.
 */
public final class Search {
  private enum Phase {
    CANONICAL_CASES,
    SIMPLER_CASES,
    SMALLER_CASES,
    SIMPLER_INPUTS,
    OVER
  }

  private final int mostTries;
  private final FailureScope scope;
  private final List<ConvCase> gaveUp = new ArrayList<>();

  /** Proposed and not answered, in order. */
  private final Deque<ConvCase> asked = new ArrayDeque<>();

  private Phase phase = Phase.CANONICAL_CASES;
  private ConvCase best;

  /** The best case before smaller ones were tried. */
  private ConvCase simplified;

  private Iterator<ConvCase> candidates;
  private SimplerInputs inputs;
  private boolean complete;
  private int tried;

  /** A search in which every smaller case may fail. */
  public Search(ConvCase failing, int mostTries) {
    this(failing, mostTries, FailureScope.ANY);
  }

  /**
   * A search.
   *
   * @param failing the case to start from
   * @param mostTries how many cases may be tried
   * @param scope what a case needs to fail alike
   */
  public Search(ConvCase failing, int mostTries, FailureScope scope) {
    this.mostTries = mostTries;
    this.scope = scope;
    best = failing;
    simplified = failing;
    candidates = CanonicalCases.of(failing, scope).iterator();
    inputs = new SimplerInputs(failing);
  }

  /**
   * A search that goes on where another one was stopped, and comes to the same.
   *
   * @param failing the case that the other search started from
   * @param soFar its result when it was stopped; {@code failing} if there was none
   */
  public static Search goingOn(ConvCase failing, ConvCase soFar, int mostTries) {
    Inputs inputs = soFar.inputs();
    boolean hasSimplerInputs = inputs.only() != null && !inputs.equals(failing.inputs());
    // Once inputs are simpler it does not show from where; the search is done again.
    if (hasSimplerInputs || soFar.equals(failing)) {
      return new Search(failing, mostTries);
    }
    Search search = new Search(soFar, mostTries);
    search.beginSimpler();
    return search;
  }

  /** The case to try; empty when the search is over. */
  public Optional<ConvCase> next() {
    return next(1).stream().findFirst();
  }

  /**
   * Returns the cases to try, in order: those that are tried one after the other as long as none
   * fails alike. They are answered in this order, up to the first that does; those after it are no
   * longer proposed.
   *
   * @param most how many at most, at least 1
   * @return at least one; none when the search is over
   */
  public List<ConvCase> next(int most) {
    while (asked.isEmpty() && phase != Phase.OVER) {
      ConvCase candidate =
          switch (phase) {
            case CANONICAL_CASES -> nextCanonical();
            case SIMPLER_CASES -> nextSimpler();
            case SMALLER_CASES -> nextSmaller();
            case SIMPLER_INPUTS -> nextInputs();
            case OVER -> null;
          };
      if (candidate != null) {
        asked.add(candidate);
      }
    }
    while (!asked.isEmpty() && asked.size() < most && mayLookAhead()) {
      asked.add(candidates.next());
    }
    return List.copyOf(asked);
  }

  /** Whether the case after those that are asked is known before they are answered. */
  private boolean mayLookAhead() {
    return switch (phase) {
      case CANONICAL_CASES, SIMPLER_CASES, SMALLER_CASES ->
          tried + asked.size() < mostTries && candidates.hasNext();
      case SIMPLER_INPUTS, OVER -> false;
    };
  }

  private @Nullable ConvCase nextCanonical() {
    if (isSpent() || !candidates.hasNext()) {
      beginSimpler();
      return null;
    }
    return candidates.next();
  }

  private void beginSimpler() {
    phase = Phase.SIMPLER_CASES;
    candidates = SimplerCases.of(best).iterator();
  }

  private @Nullable ConvCase nextSimpler() {
    if (isSpent() || !candidates.hasNext()) {
      phase = Phase.SMALLER_CASES;
      simplified = best;
      candidates = SmallerCases.of(best, scope).iterator();
      return null;
    }
    return candidates.next();
  }

  private @Nullable ConvCase nextSmaller() {
    if (!candidates.hasNext()) {
      beginInputs();
      return null;
    }
    if (isSpent()) {
      phase = Phase.OVER;
      return null;
    }
    return candidates.next();
  }

  private void beginInputs() {
    complete = true;
    phase = best.inputs().only() == null ? Phase.SIMPLER_INPUTS : Phase.OVER;
    inputs = new SimplerInputs(best);
  }

  private @Nullable ConvCase nextInputs() {
    ConvCase candidate = isSpent() ? null : inputs.next();
    if (candidate == null) {
      phase = Phase.OVER;
    }
    return candidate;
  }

  /** Takes whether the first case that {@link #next} proposed fails alike. */
  public void answer(Answer answer) {
    ConvCase candidate = asked.poll();
    if (candidate == null) {
      throw new AssertionError("an answer without a question");
    }
    tried++;
    boolean fails = answer == Answer.YES;
    if (fails) {
      asked.clear();
    }
    switch (phase) {
      case CANONICAL_CASES, SIMPLER_CASES -> {
        if (fails) {
          best = candidate;
          beginSimpler();
        }
      }
      case SMALLER_CASES -> {
        if (answer == Answer.GAVE_UP) {
          gaveUp.add(candidate);
        }
        if (fails) {
          best = candidate;
          beginInputs();
        }
      }
      case SIMPLER_INPUTS -> {
        inputs.answer(fails);
        best = inputs.best();
      }
      case OVER -> throw new AssertionError("an answer after the end");
    }
  }

  private boolean isSpent() {
    return tried >= mostTries;
  }

  /**
   * What is known so far, or in the end. Where the search is stopped before inputs got simpler it
   * can go on from the result: that is not yet the first smaller case that failed, as cases simpler
   * than that one are not tried.
   *
   * @param stopped whether the search will not go on though it is not over
   */
  public Minimal result(boolean stopped) {
    boolean early =
        stopped
            && phase == Phase.SIMPLER_INPUTS
            && best.inputs().equals(simplified.inputs())
            && !best.equals(simplified);
    return new Minimal(early ? simplified : best, complete && !early, gaveUp, stopped, tried);
  }
}
