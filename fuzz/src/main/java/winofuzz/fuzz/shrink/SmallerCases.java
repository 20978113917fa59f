package winofuzz.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import winofuzz.fuzz.cases.ConvCase;

/**
 * Every case smaller than a case: with the same window, stride, dilation, dtype and inputs, other
 * numbers everywhere else, paddings up to {@link #MOST_PADDING}.
 */
public final class SmallerCases {
  /** The largest padding of a side that is tried. */
  public static final int MOST_PADDING = 2;

  private static final int FIRST_BOUND = 16;

  private final ConvCase limit;
  private final Predicate<Channels> wanted;
  private final List<ConvCase> cases;
  private final boolean complete;

  /**
   * The cases below one.
   *
   * @param limit every case is smaller than this one
   * @param most how many cases are wanted; of a size that cannot be had whole there are none
   * @param wanted which channels; cases with others are left out
   */
  SmallerCases(ConvCase limit, int most, Predicate<Channels> wanted) {
    this.limit = limit;
    this.wanted = wanted;
    long bound = Math.min(FIRST_BOUND, limit.elements());
    List<ConvCase> found = upTo(bound);
    while (found.size() <= most && bound < limit.elements()) {
      bound = Math.min(bound + bound / 4, limit.elements());
      found = upTo(bound);
    }
    complete = found.size() <= most;
    cases = List.copyOf(found.subList(0, complete ? found.size() : wholeSizes(found, most)));
  }

  /** How many of some sorted cases there are before the first size that goes past a number. */
  private static int wholeSizes(List<ConvCase> sorted, int most) {
    int end = most;
    while (end > 0 && sorted.get(end - 1).elements() == sorted.get(most).elements()) {
      end--;
    }
    return end;
  }

  /** Smallest first. */
  List<ConvCase> inOrder() {
    return cases;
  }

  /** Whether these are all. */
  boolean isComplete() {
    return complete;
  }

  /** All cases of up to some number of elements, sorted. */
  private List<ConvCase> upTo(long bound) {
    List<List<ConvCase>> bySize = new ArrayList<>();
    for (long i = 0; i <= bound; i++) {
      bySize.add(new ArrayList<>());
    }
    Enumeration enumeration = new Enumeration(limit.convolution(), bound, wanted);
    enumeration.forEach((elements, c) -> bySize.get((int) elements).add(limit.with(c)));
    List<ConvCase> found = new ArrayList<>();
    bySize.forEach(found::addAll);
    if (bound == limit.elements()) {
      found.removeIf(c -> c.elements() == bound && ConvCase.bySize().compare(c, limit) >= 0);
    }
    return found;
  }
}
