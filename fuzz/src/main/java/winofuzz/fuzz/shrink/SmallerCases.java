package winofuzz.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import winofuzz.fuzz.cases.ConvCase;

/**
 * Every case smaller than a case: with the same window, stride, dilation, dtype and inputs, other
 * numbers everywhere else, paddings up to {@link #MOST_PADDING}.
 */
public final class SmallerCases {
  /** The largest padding of a side that is tried. */
  public static final int MOST_PADDING = 2;

  private SmallerCases() {}

  /**
   * The cases below one in the order of {@link ConvCase#bySize}, each size listed when it is come
   * to: there may be more than anybody wants.
   *
   * @param wanted which channels; cases with others are left out
   */
  static Stream<ConvCase> of(ConvCase limit, Predicate<Channels> wanted) {
    return LongStream.rangeClosed(1, limit.elements())
        .mapToObj(size -> ofSize(size, limit, wanted))
        .flatMap(List::stream)
        .filter(c -> ConvCase.bySize().compare(c, limit) < 0);
  }

  private static List<ConvCase> ofSize(long size, ConvCase limit, Predicate<Channels> wanted) {
    List<ConvCase> found = new ArrayList<>();
    new Enumeration(limit.convolution(), size, wanted).forEach(c -> found.add(limit.with(c)));
    return found;
  }
}
