package winofuzz.fuzz.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.story.Explanation.Mistake;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Values;

/** Explanations by which another convolution was computed than the one that was asked for. */
final class WrongConvolutions {
  private static final List<String> SIDES = List.of("before", "after");

  private WrongConvolutions() {}

  /** The paddings of the sides are exchanged. */
  static Optional<Mistake> paddingOrder(Sight sight) {
    Convolution c = sight.convolution();
    List<Integer> pads =
        c.spatial().stream().flatMap(a -> List.of(a.padBefore(), a.padAfter()).stream()).toList();
    for (List<Integer> other : Orders.of(pads)) {
      if (!other.equals(pads) && sight.matches(evaluate(sight, padded(c, other)))) {
        return Optional.of(
            new Mistake(
                "padding order",
                "The result is that of the paddings in another order: %s in the place of %s."
                    .formatted(sides(c, other), sides(c, pads))));
      }
    }
    return Optional.empty();
  }

  private static String sides(Convolution c, List<Integer> pads) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pads.size(); i++) {
      String axis = Convolution.axisName(c.spatial().size(), i / 2);
      text.append(i == 0 ? "" : ", ").append(pads.get(i)).append(' ');
      text.append(SIDES.get(i % 2)).append(' ').append(axis);
    }
    return text.toString();
  }

  private static @Nullable Convolution padded(Convolution c, List<Integer> pads) {
    List<Convolution.Axis> axes = new ArrayList<>();
    for (int i = 0; i < c.spatial().size(); i++) {
      Convolution.Axis a = c.spatial().get(i);
      axes.add(
          new Convolution.Axis(
              a.size(),
              a.kernel(),
              pads.get(2 * i),
              pads.get(2 * i + 1),
              a.stride(),
              a.dilation()));
    }
    return with(c, axes);
  }

  /** Returns the convolution with other axes; null if there is none of the same output. */
  private static @Nullable Convolution with(Convolution c, List<Convolution.Axis> axes) {
    try {
      Convolution result =
          new Convolution(c.batch(), c.cin(), c.cout(), c.groups(), axes, c.dtype());
      return result.outputShape().equals(c.outputShape()) ? result : null;
    } catch (BadConvolutionException e) {
      return null;
    }
  }

  /** The kernel is flipped, as in the convolution of mathematics. */
  static Optional<Mistake> flippedKernel(Sight sight) {
    Convolution c = sight.convolution();
    int axes = c.spatial().size();
    for (int mask = 1; mask < 1 << axes; mask++) {
      int flipped = mask;
      Values weight =
          weights(
              sight,
              at -> {
                for (int i = 0; i < axes; i++) {
                  if ((flipped >> i & 1) == 1) {
                    at[2 + i] = c.spatial().get(i).kernel() - 1 - at[2 + i];
                  }
                }
              });
      if (sight.matches(evaluate(c, sight.activation(), weight))) {
        return Optional.of(
            new Mistake(
                "flipped kernel",
                "The result is that of the kernel read backwards along %s."
                    .formatted(names(c, flipped))));
      }
    }
    return Optional.empty();
  }

  private static String names(Convolution c, int mask) {
    int axes = c.spatial().size();
    return String.join(
        " and ",
        IntStream.range(0, axes)
            .filter(i -> (mask >> i & 1) == 1)
            .mapToObj(i -> Convolution.axisName(axes, i))
            .toList());
  }

  /** The two axes of the kernel are exchanged. */
  static Optional<Mistake> transposedKernel(Sight sight) {
    Convolution c = sight.convolution();
    int n = c.spatial().size();
    if (n < 2 || c.spatial().get(n - 1).kernel() != c.spatial().get(n - 2).kernel()) {
      return Optional.empty();
    }
    Values weight =
        weights(
            sight,
            at -> {
              int y = at[n];
              at[n] = at[n + 1];
              at[n + 1] = y;
            });
    return sight.matches(evaluate(c, sight.activation(), weight))
        ? Optional.of(
            new Mistake(
                "kernel axis order", "The result is that of the kernel with h and w exchanged."))
        : Optional.empty();
  }

  /** Another stride or dilation. */
  static Optional<Mistake> otherSteps(Sight sight) {
    Convolution c = sight.convolution();
    List<Convolution.Axis> swapped = new ArrayList<>();
    for (Convolution.Axis a : c.spatial()) {
      swapped.add(
          new Convolution.Axis(
              a.size(), a.kernel(), a.padBefore(), a.padAfter(), a.dilation(), a.stride()));
    }
    return !swapped.equals(c.spatial()) && sight.matches(evaluate(sight, with(c, swapped)))
        ? Optional.of(
            new Mistake(
                "stride and dilation", "The result is that of stride and dilation exchanged."))
        : Optional.empty();
  }

  /** Changes the coordinates from which a weight is taken. */
  private interface Coordinates {
    void change(int[] at);
  }

  private static Values weights(Sight sight, Coordinates coordinates) {
    List<Integer> shape = sight.convolution().weightShape();
    double[] result = new double[sight.weight().size()];
    for (int i = 0; i < result.length; i++) {
      int[] at = Convolution.coordinates(i, shape);
      coordinates.change(at);
      result[i] = sight.weight().at((int) Convolution.place(at, shape));
    }
    return Values.of(sight.convolution().dtype(), result);
  }

  private static Values evaluate(Sight sight, @Nullable Convolution other) {
    return other == null
        ? Values.of(new float[0])
        : evaluate(other, sight.activation(), sight.weight());
  }

  private static Values evaluate(Convolution c, Values activation, Values weight) {
    return ExactConvolution.evaluate(c, activation, weight);
  }
}
