package winofuzz.fuzz.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.story.Explanation.Mistake;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Values;

/** Explanations by which the right convolution was computed of other inputs. */
final class WrongInputs {
  private WrongInputs() {}

  /** What is outside of the input counts as one, and not as zero. */
  static Optional<Mistake> paddingOfOnes(Sight sight) {
    Convolution c = sight.convolution();
    if (c.spatial().stream().allMatch(a -> a.padBefore() + a.padAfter() == 0)) {
      return Optional.empty();
    }
    List<Axis> inside = new ArrayList<>();
    for (Axis a : c.spatial()) {
      inside.add(new Axis(a.padded(), a.kernel(), 0, 0, a.stride(), a.dilation()));
    }
    Convolution padded =
        new Convolution(c.batch(), c.cin(), c.cout(), c.groups(), inside, c.dtype());
    double[] activation = new double[Math.toIntExact(Convolution.product(padded.inputShape()))];
    for (int i = 0; i < activation.length; i++) {
      int from = unpadded(c, i);
      activation[i] = from < 0 ? 1 : sight.activation().at(from);
    }
    return sight.matches(
            ExactConvolution.evaluate(padded, Values.of(c.dtype(), activation), sight.weight()))
        ? Optional.of(new Mistake("padding value", "The padding counts as 1 and not as 0."))
        : Optional.empty();
  }

  /** Returns the element of the input that one of the padded input is; -1 in the padding. */
  private static int unpadded(Convolution c, int element) {
    int rest = element;
    int result = 0;
    int stride = 1;
    for (Axis a : c.spatial().reversed()) {
      int at = rest % a.padded() - a.padBefore();
      if (at < 0 || at >= a.size()) {
        return -1;
      }
      result += at * stride;
      stride *= a.size();
      rest /= a.padded();
    }
    return result + rest * stride;
  }

  /** The first or the last row or column of the input counts as padding. */
  static Optional<Mistake> edgeIsPadding(Sight sight) {
    Convolution c = sight.convolution();
    int axes = c.spatial().size();
    for (int sides = 1; sides < 1 << (2 * axes); sides++) {
      double[] activation = activation(sight);
      for (int i = 0; i < activation.length; i++) {
        activation[i] = isOnEdge(c, sides, i) ? 0 : activation[i];
      }
      if (matches(sight, activation, sight.weight())) {
        return Optional.of(
            new Mistake(
                "bounds of the padding",
                "Elements of the input at its edge count as padding: %s."
                    .formatted(edges(axes, sides))));
      }
    }
    return Optional.empty();
  }

  private static boolean isOnEdge(Convolution c, int sides, int element) {
    int rest = element;
    for (int axis = c.spatial().size() - 1; axis >= 0; axis--) {
      int size = c.spatial().get(axis).size();
      int at = rest % size;
      rest /= size;
      boolean isFirst = at == 0 && ((sides >> (2 * axis)) & 1) == 1;
      boolean isLast = at == size - 1 && ((sides >> (2 * axis)) & 2) == 2;
      if (isFirst || isLast) {
        return true;
      }
    }
    return false;
  }

  private static String edges(int axes, int sides) {
    return String.join(
        ", ",
        IntStream.range(0, 2 * axes)
            .filter(side -> ((sides >> side) & 1) == 1)
            .mapToObj(
                side ->
                    (side % 2 == 0 ? "the first" : "the last")
                        + " along "
                        + Convolution.axisName(axes, side / 2))
            .toList());
  }

  /** The whole weight is read from its end. */
  static Optional<Mistake> reversedWeight(Sight sight) {
    int size = sight.weight().size();
    double[] reversed =
        IntStream.range(0, size).mapToDouble(i -> sight.weight().at(size - 1 - i)).toArray();
    return matches(sight, activation(sight), Values.of(sight.convolution().dtype(), reversed))
        ? Optional.of(
            new Mistake(
                "reversed weight", "The weight is read from its last element to its first."))
        : Optional.empty();
  }

  /** The channels of a group are not next to each other. */
  static Optional<Mistake> interleavedGroups(Sight sight) {
    Convolution c = sight.convolution();
    if (c.groups() == 1) {
      return Optional.empty();
    }
    int perGroup = c.cin() / c.groups();
    int plane = sight.activation().size() / (c.batch() * c.cin());
    double[] mixed = new double[sight.activation().size()];
    for (int i = 0; i < mixed.length; i++) {
      int channel = i / plane % c.cin();
      int other = channel % perGroup * c.groups() + channel / perGroup;
      mixed[i] = sight.activation().at(i + (other - channel) * plane);
    }
    return matches(sight, mixed, sight.weight())
        ? Optional.of(
            new Mistake(
                "channels of groups",
                "The result is that of groups whose input channels are interleaved, not in"
                    + " blocks."))
        : Optional.empty();
  }

  /** One term of each sum is left out, or counted twice. */
  static Optional<Mistake> leftOutOrTwice(Sight sight) {
    Convolution c = sight.convolution();
    int terms = sight.weight().size() / c.cout();
    int places = terms / (c.cin() / c.groups());
    for (int term = 0; term < terms; term++) {
      for (int factor : new int[] {0, 2}) {
        if (matches(sight, activation(sight), scaled(sight, term, terms, factor))) {
          return Optional.of(
              new Mistake(
                  factor == 0 ? "term left out" : "term counted twice",
                  "In every sum the term of input channel %d of the group and kernel place %d %s."
                      .formatted(
                          term / places,
                          term % places,
                          factor == 0 ? "is missing" : "is added twice")));
        }
      }
    }
    return Optional.empty();
  }

  private static Values scaled(Sight sight, int term, int terms, int factor) {
    double[] weight = new double[sight.weight().size()];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = sight.weight().at(i) * (i % terms == term ? factor : 1);
    }
    return Values.of(sight.convolution().dtype(), weight);
  }

  private static double[] activation(Sight sight) {
    Values activation = sight.activation();
    return IntStream.range(0, activation.size()).mapToDouble(activation::at).toArray();
  }

  private static boolean matches(Sight sight, double[] activation, Values weight) {
    Convolution c = sight.convolution();
    return sight.matches(ExactConvolution.evaluate(c, Values.of(c.dtype(), activation), weight));
  }
}
