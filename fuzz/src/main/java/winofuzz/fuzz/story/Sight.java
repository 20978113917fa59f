package winofuzz.fuzz.story;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.interpret.ConvolutionBound;
import winofuzz.interpret.Values;
import winofuzz.number.Rational;

/**
 * What is seen of a wrong convolution, for explanations to be held against.
 *
 * @param convolution that should have been computed
 * @param activation its inputs
 * @param weight likewise
 * @param found what was computed
 * @param allowed how far rounding may have taken an element at most; 0 where none took place
 */
record Sight(
    Convolution convolution, Values activation, Values weight, Values found, double allowed) {

  /**
   * Whether some values are the ones that were computed, as near as rounding leaves them.
   *
   * @param values by element; null where nothing is known of one
   */
  boolean matches(IntFunction<@Nullable Rational> values) {
    return found.areFinite() && IntStream.range(0, found.size()).allMatch(i -> matches(values, i));
  }

  boolean matches(Values values) {
    return values.size() == found.size() && values.areFinite() && matches(values::exactAt);
  }

  private boolean matches(IntFunction<@Nullable Rational> values, int i) {
    Rational value = values.apply(i);
    if (value == null) {
      return true;
    }
    return allowed == 0
        ? value.equals(found.exactAt(i))
        : Math.abs(value.toDouble() - found.at(i)) <= allowed;
  }

  /** Returns how far rounding may have taken any element of a convolution, in either direction. */
  static double largestError(ConvolutionBound bound, int elements) {
    return 2 * IntStream.range(0, elements).mapToDouble(bound::errorAt).max().orElse(0);
  }
}
