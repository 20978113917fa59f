package winofuzz.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.cases.ConvCase;

/**
 * Every case smaller than a case: with the same stride, dilation, dtype and inputs, other numbers
 * everywhere else, paddings up to {@link #MOST_PADDING}. The window is the same too if it reaches
 * {@link #USUAL_WINDOW} along an axis, as Winograd's algorithm may need it; else it is any up to
 * that.
 */
public final class SmallerCases {
  /** The largest padding of a side that is tried. */
  public static final int MOST_PADDING = 2;

  /** The extent of a window with which most convolutions are made. */
  static final int USUAL_WINDOW = 3;

  private SmallerCases() {}

  /**
   * The cases below one in the order of {@link ConvCase#bySize}, each size listed when it is come
   * to: there may be more than anybody wants.
   *
   * @param scope which cases; others are left out
   */
  static Stream<ConvCase> of(ConvCase limit, FailureScope scope) {
    List<Convolution> models = models(limit.convolution());
    return LongStream.rangeClosed(1, limit.elements())
        .mapToObj(size -> ofSize(size, limit, models, scope))
        .flatMap(List::stream)
        .filter(c -> ConvCase.bySize().compare(c, limit) < 0);
  }

  /**
   * Every case of up to so many elements, in the order of {@link ConvCase#bySize}, with the rank,
   * window, stride, dilation, dtype and inputs of another.
   */
  public static Stream<ConvCase> upTo(long elements, ConvCase like) {
    List<Convolution> models = List.of(like.convolution());
    return LongStream.rangeClosed(1, elements)
        .mapToObj(size -> ofSize(size, like, models, FailureScope.ANY))
        .flatMap(List::stream);
  }

  private static List<ConvCase> ofSize(
      long size, ConvCase limit, List<Convolution> models, FailureScope scope) {
    List<ConvCase> found = new ArrayList<>();
    for (Convolution model : models) {
      new Enumeration(model, size, scope).forEach(c -> found.add(limit.with(c)));
    }
    if (models.size() > 1) {
      found.sort(ConvCase.bySize());
    }
    return found;
  }

  /** Convolutions with the windows that are tried. */
  private static List<Convolution> models(Convolution limit) {
    if (limit.spatial().stream().anyMatch(a -> a.kernel() >= USUAL_WINDOW)) {
      return List.of(limit);
    }
    List<List<Axis>> windows = List.of(List.of());
    for (Axis axis : limit.spatial()) {
      windows =
          windows.stream()
              .flatMap(
                  before ->
                      IntStream.rangeClosed(1, USUAL_WINDOW).mapToObj(k -> and(before, axis, k)))
              .toList();
    }
    return windows.stream().map(axes -> with(limit, axes)).toList();
  }

  private static List<Axis> and(List<Axis> before, Axis like, int kernel) {
    List<Axis> axes = new ArrayList<>(before);
    // The size does not count: large enough for the window, so that there is such a convolution.
    int size = like.dilation() * kernel;
    axes.add(new Axis(size, kernel, 0, 0, like.stride(), like.dilation()));
    return axes;
  }

  private static Convolution with(Convolution c, List<Axis> axes) {
    return new Convolution(c.batch(), c.cin(), c.cout(), c.groups(), axes, c.dtype());
  }
}
