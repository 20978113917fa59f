package winofuzz.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/**
 * Which convolutions are meant by "every shape": any batch, channels, groups and sizes; on each
 * axis a window of its own and paddings of its own before and after; one stride and one dilation
 * for all axes. Where all windows are one wide a dilation changes nothing, and is 1.
 *
 * @param axes spatial axes, from 1 up to so many
 * @param window largest extent of a window along an axis
 * @param stride largest stride
 * @param dilation largest dilation
 * @param padding largest padding of a side
 */
public record ShapeFamily(
    int axes, int window, int stride, int dilation, int padding, DType dtype) {
  /** The family that is gone through where no other is asked for. */
  public static final ShapeFamily USUAL =
      new ShapeFamily(2, SmallerCases.USUAL_WINDOW, 2, 2, SmallerCases.MOST_PADDING, DType.FLOAT32);

  private static final int MOST_AXES = 3;
  private static final int MOST_STEP = 16;

  /**
   * Checks every number.
   *
   * @throws BadInputException if one is too small or too large
   */
  public ShapeFamily {
    require("axes", 1, MOST_AXES, axes);
    require("window", 1, MOST_STEP, window);
    require("stride", 1, MOST_STEP, stride);
    require("dilation", 1, MOST_STEP, dilation);
    require("padding", 0, MOST_STEP, padding);
  }

  private static void require(String what, int least, int most, int found) {
    if (found < least || found > most) {
      throw new BadInputException(
          "%s: expected %d to %d, found %d".formatted(what, least, most, found));
    }
  }

  /** Returns it in words. */
  public String text() {
    return ("%s, windows up to %d, strides up to %d and dilations up to %d (the same on all axes),"
            + " paddings up to %d on each side, %s")
        .formatted(
            axes == 1 ? "1 spatial axis" : "1 to " + axes + " spatial axes",
            window,
            stride,
            dilation,
            padding,
            dtype);
  }

  /**
   * Returns how many shapes there are of each number of elements from 0 up to the most.
   *
   * @param most elements of activation, weight and output together
   */
  public long[] counts(int most) {
    long[] result = new long[most + 1];
    for (Convolution model : models()) {
      new Enumeration(model, 1, most, padding, FailureScope.ANY)
          .forEach(c -> result[Math.toIntExact(c.elements())]++);
    }
    return result;
  }

  /** Returns every shape of some number of elements, in the order of {@link ConvCase#bySize}. */
  public List<ConvCase> ofSize(long elements) {
    List<ConvCase> found = new ArrayList<>();
    for (Convolution model : models()) {
      new Enumeration(model, elements, elements, padding, FailureScope.ANY)
          .forEach(c -> found.add(new ConvCase(c, Inputs.DEFAULT)));
    }
    found.sort(ConvCase.bySize());
    return found;
  }

  /** Returns a convolution for each choice of windows, stride and dilation; sizes do not count. */
  private List<Convolution> models() {
    List<Convolution> result = new ArrayList<>();
    for (int rank = 1; rank <= axes; rank++) {
      for (List<Integer> windows : windows(rank)) {
        boolean dilates = windows.stream().anyMatch(k -> k > 1);
        for (int s = 1; s <= stride; s++) {
          for (int d = 1; d <= (dilates ? dilation : 1); d++) {
            result.add(model(windows, s, d));
          }
        }
      }
    }
    return result;
  }

  private List<List<Integer>> windows(int rank) {
    List<List<Integer>> result = List.of(List.of());
    for (int axis = 0; axis < rank; axis++) {
      result =
          result.stream()
              .flatMap(before -> IntStream.rangeClosed(1, window).mapToObj(k -> and(before, k)))
              .toList();
    }
    return result;
  }

  private static List<Integer> and(List<Integer> before, int last) {
    List<Integer> result = new ArrayList<>(before);
    result.add(last);
    return result;
  }

  private Convolution model(List<Integer> windows, int stride, int dilation) {
    return new Convolution(
        1,
        1,
        1,
        1,
        windows.stream().map(k -> new Axis(dilation * k, k, 0, 0, stride, dilation)).toList(),
        dtype);
  }
}
