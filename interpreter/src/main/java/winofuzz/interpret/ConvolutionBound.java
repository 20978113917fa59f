package winofuzz.interpret;

import java.util.Arrays;
import java.util.List;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.number.BinaryFormat;

/**
 * How far rounding may take a convolution from its exact value, whoever computes it: directly or by
 * Winograd's F(4x4,3x3), with sums in any order, each operation rounded to the type of the
 * convolution or to a wider one.
 *
 * <p>Winograd's algorithm computes an axis as {@code A' ((G w) * (B' x))}. Its error is at most
 * {@code gamma(n) |A'| ((|G| |w|) * (|B'| |x|))}, with {@code n} the most roundings on a way from
 * an input to an output and {@code gamma(n) = n u / (1 - n u)} (Higham, Accuracy and Stability of
 * Numerical Algorithms, section 3.1, as for any bilinear algorithm). That is also a bound for the
 * plain sum, which the same formula without the absolute values equals.
 */
public final class ConvolutionBound {
  /** Outputs of a tile. */
  private static final int TILE = 4;

  private static final int WINDOW = 3;

  /** The absolute values of the matrices of F(4,3), by Lavin and Gray (2016). */
  private static final double[][] INPUT = {
    {4, 0, 5, 0, 1, 0},
    {0, 4, 4, 1, 1, 0},
    {0, 4, 4, 1, 1, 0},
    {0, 2, 1, 2, 1, 0},
    {0, 2, 1, 2, 1, 0},
    {0, 4, 0, 5, 0, 1}
  };

  private static final double[][] WEIGHT = {
    {1.0 / 4, 0, 0},
    {1.0 / 6, 1.0 / 6, 1.0 / 6},
    {1.0 / 6, 1.0 / 6, 1.0 / 6},
    {1.0 / 24, 1.0 / 12, 1.0 / 6},
    {1.0 / 24, 1.0 / 12, 1.0 / 6},
    {0, 0, 1}
  };

  private static final double[][] OUTPUT = {
    {1, 1, 1, 1, 1, 0}, {0, 1, 1, 2, 2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, 1, 8, 8, 1}
  };

  /** Roundings that the transforms of one axis add: of constants, products and sums. */
  private static final int TRANSFORM_ROUNDINGS = 3 + 2 * 3 + 2 * 6 + 2 * 6;

  /** Of the product, and of storing to memory and loading between kernels. */
  private static final int OTHER_ROUNDINGS = 8;

  /** The bound itself takes some roundings in doubles. */
  private static final double SLACK = 1 + 0x1p-30;

  /** What one axis does, as matrices of absolute values. */
  private static final class AxisMatrices {
    private final double[][] input;
    private final double[][] weight;
    private final double[][] output;

    AxisMatrices(double[][] input, double[][] weight, double[][] output) {
      this.input = input;
      this.weight = weight;
      this.output = output;
    }

    static AxisMatrices of(Axis axis) {
      return isTransformed(axis) ? transformed(axis) : plain(axis);
    }

    private static AxisMatrices plain(Axis axis) {
      int taps = axis.kernel();
      double[][] input = new double[axis.output() * taps][axis.size()];
      double[][] output = new double[axis.output()][axis.output() * taps];
      for (int o = 0; o < axis.output(); o++) {
        for (int k = 0; k < taps; k++) {
          int at = o * axis.stride() + k * axis.dilation() - axis.padBefore();
          if (at >= 0 && at < axis.size()) {
            input[o * taps + k][at] = 1;
          }
          output[o][o * taps + k] = 1;
        }
      }
      double[][] weight = new double[taps][taps];
      for (int k = 0; k < taps; k++) {
        weight[k][k] = 1;
      }
      return new AxisMatrices(input, weight, output);
    }

    private static AxisMatrices transformed(Axis axis) {
      int points = INPUT.length;
      int tiles = Math.ceilDiv(axis.output(), TILE);
      double[][] input = new double[tiles * points][axis.size()];
      double[][] output = new double[axis.output()][tiles * points];
      for (int tile = 0; tile < tiles; tile++) {
        for (int p = 0; p < points; p++) {
          for (int i = 0; i < points; i++) {
            int at = tile * TILE + i - axis.padBefore();
            if (at >= 0 && at < axis.size()) {
              input[tile * points + p][at] = INPUT[p][i];
            }
          }
          for (int o = tile * TILE; o < Math.min(axis.output(), (tile + 1) * TILE); o++) {
            output[o][tile * points + p] = OUTPUT[o % TILE][p];
          }
        }
      }
      return new AxisMatrices(input, WEIGHT, output);
    }

    int points() {
      return weight.length;
    }
  }

  private final double[] errors;
  private final boolean overflows;

  private ConvolutionBound(double[] errors, boolean overflows) {
    this.errors = errors;
    this.overflows = overflows;
  }

  /** Returns how far from its exact value an element of the output may be; perhaps infinite. */
  public double errorAt(int index) {
    return errors[index];
  }

  /** Returns whether anything on the way may be too large for the type. */
  public boolean mayOverflow() {
    return overflows;
  }

  private static boolean isTransformed(Axis axis) {
    return axis.kernel() == WINDOW && axis.stride() == 1 && axis.dilation() == 1;
  }

  /**
   * Returns the bound for a convolution of given inputs.
   *
   * @param activation finite values
   * @param weight finite values
   */
  public static ConvolutionBound of(Convolution c, Values activation, Values weight) {
    BinaryFormat format = c.dtype().kind().format();
    List<AxisMatrices> axes = c.spatial().stream().map(AxisMatrices::of).toList();
    Tensor x = Tensor.absolute(activation, c.inputShape(), format);
    Tensor w = Tensor.absolute(weight, c.weightShape(), format);
    for (int i = 0; i < axes.size(); i++) {
      x = x.multiplied(axes.get(i).input, i + 2);
      w = w.multiplied(axes.get(i).weight, i + 2);
    }
    Tensor y = products(c, x, w, axes.stream().mapToInt(AxisMatrices::points).toArray());
    for (int i = 0; i < axes.size(); i++) {
      y = y.multiplied(axes.get(i).output, i + 2);
    }
    double gamma = gamma(c, format);
    double[] errors = Arrays.stream(y.elements).map(e -> e * gamma).toArray();
    double most = Math.max(y.most(), Math.max(x.most(), w.most()));
    return new ConvolutionBound(errors, !(most * (1 + gamma) < format.max()));
  }

  private static double gamma(Convolution c, BinaryFormat format) {
    double roundings = OTHER_ROUNDINGS + c.cin() / c.groups();
    for (Axis axis : c.spatial()) {
      roundings = isTransformed(axis) ? roundings + TRANSFORM_ROUNDINGS : roundings * axis.kernel();
    }
    double units = roundings * Math.scalb(1.0, -format.precision());
    return units < 1 ? units / (1 - units) * SLACK : Double.POSITIVE_INFINITY;
  }

  /**
   * Sums of products over the channels of a group, point by point, each enlarged by so much that a
   * product of small factors may underflow.
   */
  private static Tensor products(Convolution c, Tensor x, Tensor w, int[] points) {
    double least = c.dtype().kind().format().minNormal();
    int[] shape = x.shape.clone();
    shape[1] = c.cout();
    Tensor y = new Tensor(shape);
    int perGroup = c.cin() / c.groups();
    int outputs = c.cout() / c.groups();
    int plane = x.elements.length / (c.batch() * c.cin());
    int window = w.elements.length / (c.cout() * perGroup);
    int[] point = points(x.shape, points);
    for (int n = 0; n < c.batch(); n++) {
      for (int out = 0; out < c.cout(); out++) {
        int to = (n * c.cout() + out) * plane;
        for (int channel = 0; channel < perGroup; channel++) {
          int from = (n * c.cin() + out / outputs * perGroup + channel) * plane;
          int weights = (out * perGroup + channel) * window;
          for (int i = 0; i < plane; i++) {
            y.elements[to + i] += x.elements[from + i] * w.elements[weights + point[i]] + least;
          }
        }
      }
    }
    return y;
  }

  /** For each place in a plane the place of its point in the transformed window. */
  private static int[] points(int[] shape, int[] points) {
    int plane = 1;
    for (int i = 2; i < shape.length; i++) {
      plane *= shape[i];
    }
    int[] result = new int[plane];
    for (int place = 0; place < plane; place++) {
      int rest = place;
      int stride = 1;
      for (int axis = points.length - 1; axis >= 0; axis--) {
        result[place] += rest % shape[axis + 2] % points[axis] * stride;
        rest /= shape[axis + 2];
        stride *= points[axis];
      }
    }
    return result;
  }

  /** Doubles in an array of several dimensions, row-major. */
  private static final class Tensor {
    private final int[] shape;
    private final double[] elements;

    Tensor(int[] shape) {
      this.shape = shape;
      this.elements = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    }

    double most() {
      return Arrays.stream(elements).max().orElse(0);
    }

    /** Absolute values, enlarged by so much that what underflows is within the bound as well. */
    static Tensor absolute(Values values, List<Integer> shape, BinaryFormat format) {
      Tensor result = new Tensor(shape.stream().mapToInt(Integer::intValue).toArray());
      double least = format.minNormal();
      for (int i = 0; i < result.elements.length; i++) {
        result.elements[i] = Math.abs(values.at(i)) + least;
      }
      return result;
    }

    /** Returns this with an axis multiplied by a matrix, whose columns are its elements. */
    Tensor multiplied(double[][] matrix, int axis) {
      int[] changed = shape.clone();
      changed[axis] = matrix.length;
      Tensor result = new Tensor(changed);
      int inner = 1;
      for (int i = axis + 1; i < shape.length; i++) {
        inner *= shape[i];
      }
      int outer = elements.length / (inner * shape[axis]);
      for (int o = 0; o < outer; o++) {
        for (int row = 0; row < matrix.length; row++) {
          int to = (o * matrix.length + row) * inner;
          for (int column = 0; column < shape[axis]; column++) {
            double factor = matrix[row][column];
            if (factor != 0) {
              int from = (o * shape[axis] + column) * inner;
              for (int i = 0; i < inner; i++) {
                result.elements[to + i] += factor * elements[from + i];
              }
            }
          }
        }
      }
      return result;
    }
  }
}
