package winofuzz.fuzz.story;

import java.util.Optional;
import java.util.stream.IntStream;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.story.Explanation.Mistake;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Values;
import winofuzz.number.Rational;

/** Explanations by which the right convolution was computed, and then something done to it. */
final class WrongValues {
  private static final int FURTHEST = 2;

  private WrongValues() {}

  private static Values expected(Sight sight) {
    return ExactConvolution.evaluate(sight.convolution(), sight.activation(), sight.weight());
  }

  /** Every element holds the value of another at a fixed distance. */
  static Optional<Mistake> shifted(Sight sight) {
    Values expected = expected(sight);
    int width = sight.convolution().spatial().getLast().output();
    for (int y = -FURTHEST; y <= FURTHEST; y++) {
      for (int x = -FURTHEST; x <= FURTHEST; x++) {
        int by = y * width + x;
        int size = expected.size();
        if (by != 0
            && Math.abs(by) < size
            && sight.matches(
                i -> i + by < 0 || i + by >= size ? Rational.ZERO : expected.exactAt(i + by))) {
          return Optional.of(
              new Mistake(
                  "shifted output",
                  "Every element holds the value of the element %d places %s it."
                      .formatted(Math.abs(by), by > 0 ? "after" : "before")));
        }
      }
    }
    return Optional.empty();
  }

  /** Every element is the right one times one number. */
  static Optional<Mistake> scaled(Sight sight) {
    Values expected = expected(sight);
    int at =
        IntStream.range(0, expected.size())
            .filter(i -> expected.exactAt(i).signum() != 0)
            .findFirst()
            .orElse(-1);
    if (at < 0 || sight.allowed() > 0) {
      return Optional.empty();
    }
    Rational factor = sight.found().exactAt(at).dividedBy(expected.exactAt(at));
    return sight.matches(i -> expected.exactAt(i).times(factor))
        ? Optional.of(
            new Mistake(
                factor.signum() == 0 ? "output of zeros" : "wrong factor",
                "Every element is %s times the right one.".formatted(factor)))
        : Optional.empty();
  }

  /** Every tile holds the values of the first. */
  static Optional<Mistake> firstTile(Sight sight) {
    Convolution c = sight.convolution();
    Values expected = expected(sight);
    int axes = c.spatial().size();
    int tile = OutputPicture.WINOGRAD_TILE;
    return sight.matches(
            i -> {
              int rest = i;
              int from = 0;
              int stride = 1;
              for (int axis = axes - 1; axis >= 0; axis--) {
                int extent = c.spatial().get(axis).output();
                from += rest % extent % tile * stride;
                stride *= extent;
                rest /= extent;
              }
              return expected.exactAt(rest * stride + from);
            })
        ? Optional.of(new Mistake("tile index", "Every tile holds the values of the first tile."))
        : Optional.empty();
  }
}
