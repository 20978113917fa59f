package winofuzz.convolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import winofuzz.ir.DType;

/**
 * One convolution, without its inputs. The activation {@code x} has shape {@code [batch, cin,
 * size...]}, the weight {@code w} {@code [cout, cin / groups, kernel...]}, the output {@code y}
 * {@code [batch, cout, output...]}, all row-major.
 *
 * @param batch how many images
 * @param cin input channels
 * @param cout output channels
 * @param groups how many groups the channels are split into
 * @param spatial one to three spatial axes, outermost first: of an image, height and width
 * @param dtype the type of activation, weight and output
 */
public record Convolution(
    int batch, int cin, int cout, int groups, List<Axis> spatial, DType dtype) {

  /**
   * One spatial axis.
   *
   * @param size extent of the activation, unpadded
   * @param kernel extent of the window
   * @param padBefore zeros before the first element
   * @param padAfter zeros after the last element
   * @param stride step between windows
   * @param dilation step between the elements of a window
   */
  public record Axis(int size, int kernel, int padBefore, int padAfter, int stride, int dilation) {

    /** Returns an axis with a 3-wide window, the same padding on both sides, and steps of 1. */
    public static Axis of(int size, int pad) {
      return new Axis(size, 3, pad, pad, 1, 1);
    }

    /** Returns the extent of the activation with its padding. */
    public int padded() {
      return size + padBefore + padAfter;
    }

    /** Returns the extent of the window with its gaps. */
    public int reach() {
      return dilation * (kernel - 1) + 1;
    }

    /** Returns the extent of the output. */
    public int output() {
      return (padded() - reach()) / stride + 1;
    }

    /** Returns whether any window has an element of the activation, and not padding alone. */
    public boolean readsActivation() {
      return IntStream.range(0, kernel)
          .map(tap -> padBefore - tap * dilation)
          .anyMatch(
              first -> {
                // The first output whose element at this tap is not before the activation.
                int output = Math.max(0, Math.ceilDiv(first, stride));
                return output < output() && output * stride - first < size;
              });
    }
  }

  /** The most elements that any of the three arrays may have, the padding of {@code x} included. */
  public static final long MAX_ELEMENTS = 1L << 40;

  /** The most elements that an axis may have, with its padding. */
  public static final long MAX_SIZE = 1L << 28;

  /** The most elements of all three arrays together that are computed as a whole. */
  public static final long MAX_WHOLE_ELEMENTS = 1L << 24;

  /**
   * Checks every number.
   *
   * @throws BadConvolutionException if there is no such convolution, or an array is too large
   */
  public Convolution {
    spatial = List.copyOf(spatial);
    atLeast("batch", batch, 1);
    atLeast("cin", cin, 1);
    atLeast("cout", cout, 1);
    atLeast("groups", groups, 1);
    require(cin % groups == 0, "groups: expected a divisor of cin=" + cin, groups);
    require(cout % groups == 0, "groups: expected a divisor of cout=" + cout, groups);
    require(
        !spatial.isEmpty() && spatial.size() <= 3, "expected 1 to 3 spatial axes", spatial.size());
    for (int i = 0; i < spatial.size(); i++) {
      check(axisName(spatial.size(), i), spatial.get(i));
    }
    fits("input", List.of(batch, cin), spatial.stream().map(Axis::padded).toList());
    fits("weight", List.of(cout, cin / groups), spatial.stream().map(Axis::kernel).toList());
    fits("output", List.of(batch, cout), spatial.stream().map(Axis::output).toList());
  }

  /** Returns a convolution of images in float32, with 3x3 windows and one padding on all sides. */
  public static Convolution of(int batch, int cin, int h, int w, int cout, int pad, int groups) {
    return new Convolution(
        batch, cin, cout, groups, List.of(Axis.of(h, pad), Axis.of(w, pad)), DType.FLOAT32);
  }

  /**
   * Returns the key of a spatial axis on the command line: {@code w} for the innermost, then {@code
   * h} and {@code d}.
   */
  public static String axisName(int axes, int axis) {
    return switch (axes - axis) {
      case 1 -> "w";
      case 2 -> "h";
      default -> "d";
    };
  }

  private static void check(String name, Axis axis) {
    atLeast(name, axis.size, 1);
    atLeast("kernel " + name, axis.kernel, 1);
    atLeast("pad " + name, axis.padBefore, 0);
    atLeast("pad " + name, axis.padAfter, 0);
    atLeast("stride " + name, axis.stride, 1);
    atLeast("dilation " + name, axis.dilation, 1);
    long padded = (long) axis.size + axis.padBefore + axis.padAfter;
    require(padded <= MAX_SIZE, name + ": expected at most " + MAX_SIZE, padded);
    require(
        (long) axis.dilation * (axis.kernel - 1) + 1 <= padded,
        name + ": expected a window no larger than the padded input, which is " + padded,
        (long) axis.dilation * (axis.kernel - 1) + 1);
  }

  private static void fits(String what, List<Integer> outer, List<Integer> spatial) {
    double elements = 1;
    for (int n : outer) {
      elements *= n;
    }
    for (int n : spatial) {
      elements *= n;
    }
    require(
        elements <= MAX_ELEMENTS,
        what + ": expected at most " + MAX_ELEMENTS + " elements",
        String.format(Locale.ROOT, "%.0f", elements));
  }

  private static void atLeast(String name, int value, int least) {
    require(value >= least, name + ": expected at least " + least, value);
  }

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new BadConvolutionException(expected + ", found " + found);
    }
  }

  /** Returns the shape of {@code x}. */
  public List<Integer> inputShape() {
    return shape(batch, cin, spatial.stream().map(Axis::size).toList());
  }

  /** Returns the shape of {@code w}. */
  public List<Integer> weightShape() {
    return shape(cout, cin / groups, spatial.stream().map(Axis::kernel).toList());
  }

  /** Returns the shape of {@code y}. */
  public List<Integer> outputShape() {
    return shape(batch, cout, spatial.stream().map(Axis::output).toList());
  }

  /** Returns the elements of {@code x}, {@code w} and {@code y} together: the size of a case. */
  public long elements() {
    return product(inputShape()) + product(weightShape()) + product(outputShape());
  }

  /** Whether it is too large to be computed as a whole: its kernels are looked at instead. */
  public boolean isLarge() {
    return elements() > MAX_WHOLE_ELEMENTS;
  }

  /** Returns the coordinates of an element of a shape, by its place in row-major order. */
  public static int[] coordinates(long place, List<Integer> shape) {
    int[] result = new int[shape.size()];
    long rest = place;
    for (int axis = result.length - 1; axis >= 0; axis--) {
      result[axis] = (int) (rest % shape.get(axis));
      rest /= shape.get(axis);
    }
    return result;
  }

  /** Returns the place of an element in row-major order, by its coordinates. */
  public static long place(int[] coordinates, List<Integer> shape) {
    long result = 0;
    for (int axis = 0; axis < coordinates.length; axis++) {
      result = result * shape.get(axis) + coordinates[axis];
    }
    return result;
  }

  /** Returns the number of elements of a shape. */
  public static long product(List<Integer> shape) {
    long result = 1;
    for (int n : shape) {
      result *= n;
    }
    return result;
  }

  /**
   * Whether the Winograd rewrite is meant for this convolution: it has at least two axes with a
   * window of 3, stride 1, dilation 1 and more than one output, in float32 or float64. (Narrower
   * floats are converted before they are summed, which hides the product from the rewrite.) Where
   * all windows lie in the padding there is no product.
   */
  public boolean isWinograd() {
    return hasWinogradAxes(axis -> axis.stride == 1 && axis.dilation == 1)
        && spatial.stream().allMatch(Axis::readsActivation);
  }

  /**
   * As {@link #isWinograd}, but the stride may be any that equals the dilation: with both 2, every
   * second element is convolved with stride 1 and dilation 1. Whether the rewrite recognizes that
   * depends on how the indices simplify.
   */
  public boolean isWinogradOfSomeElements() {
    return hasWinogradAxes(axis -> axis.stride == axis.dilation);
  }

  private boolean hasWinogradAxes(Predicate<Axis> steps) {
    return (dtype.equals(DType.FLOAT32) || dtype.equals(DType.FLOAT64))
        && spatial.stream()
                .filter(axis -> axis.kernel == 3 && axis.output() > 1)
                .filter(steps)
                .count()
            >= 2;
  }

  private static List<Integer> shape(int first, int second, List<Integer> rest) {
    ArrayList<Integer> result = new ArrayList<>();
    result.add(first);
    result.add(second);
    result.addAll(rest);
    return List.copyOf(result);
  }
}
