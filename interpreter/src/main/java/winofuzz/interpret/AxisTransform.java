package winofuzz.interpret;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;

/**
 * What an algorithm does along one spatial axis, as three linear maps: of the activation, of the
 * weight, and of their products to the output. Winograd's F(4,3) transforms an axis; a plain sum
 * lines the elements of each window up and adds their products.
 *
 * @param input of the activation to the points at which products are taken
 * @param weight of the taps to these points, which repeat for each tile or window
 * @param output of the products to the output
 * @param isTransformed whether it is Winograd's
 */
record AxisTransform(LinearMap input, LinearMap weight, LinearMap output, boolean isTransformed) {
  /** Outputs of a tile. */
  static final int TILE = 4;

  private static final int WINDOW = 3;

  /** The matrices of F(4,3), by Lavin and Gray (2016). */
  private static final double[][] INPUT = {
    {4, 0, -5, 0, 1, 0},
    {0, -4, -4, 1, 1, 0},
    {0, 4, -4, -1, 1, 0},
    {0, -2, -1, 2, 1, 0},
    {0, 2, -1, -2, 1, 0},
    {0, 4, 0, -5, 0, 1}
  };

  private static final double[][] WEIGHT = {
    {1.0 / 4, 0, 0},
    {-1.0 / 6, -1.0 / 6, -1.0 / 6},
    {-1.0 / 6, 1.0 / 6, -1.0 / 6},
    {1.0 / 24, 1.0 / 12, 1.0 / 6},
    {1.0 / 24, -1.0 / 12, 1.0 / 6},
    {0, 0, 1}
  };

  private static final double[][] OUTPUT = {
    {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}
  };

  private static final double[] ONE = {1};

  /**
   * A linear map along an axis: each result is a sum over neighbouring elements, of which those
   * outside are zero.
   */
  static final class LinearMap {
    private final int[] first;
    private final double[][] rows;

    /**
     * @param first the first of these elements, for each result
     * @param rows their coefficients, for each result
     */
    LinearMap(int[] first, double[][] rows) {
      this.first = first;
      this.rows = rows;
    }

    /** Returns the place of the first element that a result is a sum of; perhaps outside. */
    int first(int result) {
      return first[result];
    }

    /** Returns the coefficients of the elements that a result is a sum of, not a copy. */
    double[] row(int result) {
      return rows[result];
    }

    int results() {
      return rows.length;
    }

    /** Returns the map with the absolute values of the coefficients. */
    LinearMap absolute() {
      return new LinearMap(
          first,
          Arrays.stream(rows)
              .map(row -> Arrays.stream(row).map(Math::abs).toArray())
              .toArray(double[][]::new));
    }

    /** Returns the most terms other than zero that a result is the sum of. */
    int mostTerms() {
      return Arrays.stream(rows)
          .mapToInt(row -> (int) Arrays.stream(row).filter(c -> c != 0).count())
          .max()
          .orElse(0);
    }
  }

  /** Whether Winograd's algorithm is for an axis. */
  static boolean mayTransform(Axis axis) {
    return axis.kernel() == WINDOW && axis.stride() == 1 && axis.dilation() == 1;
  }

  /** Winograd's algorithm along an axis that it is for. */
  static AxisTransform winograd(Axis axis) {
    int points = INPUT.length;
    int tiles = Math.ceilDiv(axis.output(), TILE);
    return new AxisTransform(
        new LinearMap(
            firsts(tiles * points, i -> i / points * TILE - axis.padBefore()),
            rows(tiles * points, i -> INPUT[i % points])),
        new LinearMap(firsts(points, i -> 0), WEIGHT),
        new LinearMap(
            firsts(axis.output(), o -> o / TILE * points),
            rows(axis.output(), o -> OUTPUT[o % TILE])),
        true);
  }

  /** The sum over the window, along any axis. */
  static AxisTransform plain(Axis axis) {
    int taps = axis.kernel();
    double[] sum = Collections.nCopies(taps, 1.0).stream().mapToDouble(one -> one).toArray();
    return new AxisTransform(
        new LinearMap(
            firsts(
                axis.output() * taps,
                i -> i / taps * axis.stride() + i % taps * axis.dilation() - axis.padBefore()),
            rows(axis.output() * taps, i -> ONE)),
        new LinearMap(firsts(taps, i -> i), rows(taps, i -> ONE)),
        new LinearMap(firsts(axis.output(), o -> o * taps), rows(axis.output(), o -> sum)),
        false);
  }

  private static int[] firsts(int results, IntUnaryOperator first) {
    return IntStream.range(0, results).map(first).toArray();
  }

  private static double[][] rows(int results, IntFunction<double[]> row) {
    return IntStream.range(0, results).mapToObj(row).toArray(double[][]::new);
  }

  /** How many points products are taken at in each tile or window. */
  int points() {
    return weight.results();
  }

  /**
   * Returns sums of products over the channels of a group, point by point.
   *
   * @param x activations, mapped along each axis
   * @param w weights, likewise
   */
  static DoubleTensor products(
      Convolution c, DoubleTensor x, DoubleTensor w, List<AxisTransform> axes) {
    int[] shape = x.shape().clone();
    shape[1] = c.cout();
    DoubleTensor y = new DoubleTensor(shape);
    int perGroup = c.cin() / c.groups();
    int outputs = c.cout() / c.groups();
    int plane = x.elements().length / (c.batch() * c.cin());
    int window = w.elements().length / (c.cout() * perGroup);
    int[] point = points(x.shape(), axes);
    for (int n = 0; n < c.batch(); n++) {
      for (int out = 0; out < c.cout(); out++) {
        int to = (n * c.cout() + out) * plane;
        for (int channel = 0; channel < perGroup; channel++) {
          int from = (n * c.cin() + out / outputs * perGroup + channel) * plane;
          int weights = (out * perGroup + channel) * window;
          for (int i = 0; i < plane; i++) {
            y.elements()[to + i] += x.elements()[from + i] * w.elements()[weights + point[i]];
          }
        }
      }
    }
    return y;
  }

  /** For each place in a plane of transformed activations its place in a transformed window. */
  private static int[] points(int[] shape, List<AxisTransform> axes) {
    int plane = 1;
    for (int i = 2; i < shape.length; i++) {
      plane *= shape[i];
    }
    int[] result = new int[plane];
    for (int place = 0; place < plane; place++) {
      int rest = place;
      int stride = 1;
      for (int i = axes.size() - 1; i >= 0; i--) {
        int points = axes.get(i).points();
        result[place] += rest % shape[i + 2] % points * stride;
        rest /= shape[i + 2];
        stride *= points;
      }
    }
    return result;
  }
}
