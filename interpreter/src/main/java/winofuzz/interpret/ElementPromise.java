package winofuzz.interpret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.interpret.ConvolutionPromise.Algorithm;
import winofuzz.ir.DType;

/**
 * What a convolution promises of single elements of its output, of a convolution of any size: its
 * {@link ConvolutionPromise}, for the tile or the window that an element is of. Only what that sees
 * of the inputs is asked for.
 */
public final class ElementPromise {
  /** Outputs of a tile of Winograd's algorithm along an axis. */
  private static final int TILE = AxisTransform.TILE;

  private final Convolution c;
  private final Algorithm algorithm;
  private final DType accumulator;
  private final LongToDoubleFunction activation;
  private final LongToDoubleFunction weight;

  /** What is promised of the parts that elements were asked of, by the place of the part. */
  private final Map<List<Integer>, ConvolutionPromise> known = new HashMap<>();

  /**
   * A promise for given inputs.
   *
   * @param accumulator the type in which products are added up
   * @param activation finite floats of its type, by their place in a row-major array
   * @param weight likewise
   */
  public ElementPromise(
      Convolution c,
      Algorithm algorithm,
      DType accumulator,
      LongToDoubleFunction activation,
      LongToDoubleFunction weight) {
    this.c = c;
    this.algorithm = algorithm;
    this.accumulator = accumulator;
    this.activation = activation;
    this.weight = weight;
  }

  /**
   * What is promised of one element.
   *
   * @param low the least value that is kept to
   * @param high the largest one
   */
  public record Range(double low, double high) {
    /** Whether the element may have a value; zeros of either sign are one value. */
    public boolean allows(double value) {
      boolean isPromised = low != Double.NEGATIVE_INFINITY || high != Double.POSITIVE_INFINITY;
      return !isPromised || (low <= value && value <= high);
    }
  }

  /** Returns what is promised of an element of the output, by its place in a row-major array. */
  public Range of(long element) {
    int[] at = Convolution.coordinates(element, c.outputShape());
    List<Axis> part = new ArrayList<>();
    int place = 0;
    int[] corner = at.clone();
    for (int i = 0; i < c.spatial().size(); i++) {
      int outputs = outputs(c.spatial().get(i));
      corner[i + 2] -= at[i + 2] % outputs;
      part.add(part(c.spatial().get(i), outputs));
      place = place * outputs + at[i + 2] % outputs;
    }
    ConvolutionPromise promise =
        known.computeIfAbsent(Arrays.stream(corner).boxed().toList(), k -> promise(part, corner));
    return new Range(promise.lowAt(place), promise.highAt(place));
  }

  /** Returns how many outputs along an axis are computed together. */
  private int outputs(Axis axis) {
    return algorithm == Algorithm.WINOGRAD && AxisTransform.mayTransform(axis) ? TILE : 1;
  }

  /** Returns an axis without padding that has so many outputs. */
  private static Axis part(Axis axis, int outputs) {
    int size = (outputs - 1) * axis.stride() + axis.reach();
    return new Axis(size, axis.kernel(), 0, 0, axis.stride(), axis.dilation());
  }

  /**
   * Returns the promise for one part.
   *
   * @param axes of the part
   * @param corner the coordinates of its first output
   */
  private ConvolutionPromise promise(List<Axis> axes, int[] corner) {
    int channels = c.cin() / c.groups();
    Convolution small = new Convolution(1, channels, 1, 1, axes, c.dtype());
    int group = corner[1] / (c.cout() / c.groups());
    double[] x = new double[Math.toIntExact(Convolution.product(small.inputShape()))];
    int[] at = new int[corner.length];
    for (int i = 0; i < x.length; i++) {
      int[] inner = Convolution.coordinates(i, small.inputShape());
      at[0] = corner[0];
      at[1] = group * channels + inner[1];
      boolean isInside = true;
      for (int axis = 0; axis < axes.size(); axis++) {
        Axis whole = c.spatial().get(axis);
        int here = corner[axis + 2] * whole.stride() - whole.padBefore() + inner[axis + 2];
        isInside &= here >= 0 && here < whole.size();
        at[axis + 2] = here;
      }
      x[i] = isInside ? activation.applyAsDouble(Convolution.place(at, c.inputShape())) : 0;
    }
    double[] w = new double[Math.toIntExact(Convolution.product(small.weightShape()))];
    for (int i = 0; i < w.length; i++) {
      w[i] = weight.applyAsDouble((long) corner[1] * w.length + i);
    }
    return ConvolutionPromise.of(
        small, algorithm, accumulator, Values.of(c.dtype(), x), Values.of(c.dtype(), w));
  }
}
