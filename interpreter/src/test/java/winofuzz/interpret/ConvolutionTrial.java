package winofuzz.interpret;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.ir.DType;

/**
 * A convolution with inputs, computed in floats of its type in several ways that are all right.
 *
 * @param rounding of every operation
 * @param sums the rounding of sums over products
 */
record ConvolutionTrial(
    Convolution c,
    Values activation,
    Values weight,
    DoubleUnaryOperator rounding,
    DoubleUnaryOperator sums) {
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

  static ConvolutionTrial draw(Random random, boolean winograd) {
    DType dtype = List.of(DType.FLOAT32, DType.FLOAT16).get(random.nextInt(2));
    int groups = 1 + random.nextInt(2);
    List<Axis> axes = new ArrayList<>();
    int count = winograd ? 2 : 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      int kernel = winograd ? 3 : 1 + random.nextInt(3);
      int dilation = winograd ? 1 : 1 + random.nextInt(2);
      int reach = dilation * (kernel - 1) + 1;
      axes.add(
          new Axis(
              reach + random.nextInt(5),
              kernel,
              random.nextInt(3),
              random.nextInt(3),
              winograd ? 1 : 1 + random.nextInt(2),
              dilation));
    }
    Convolution c =
        new Convolution(
            1 + random.nextInt(2),
            groups * (1 + random.nextInt(4)),
            groups * (1 + random.nextInt(2)),
            groups,
            axes,
            dtype);
    DoubleUnaryOperator rounding =
        dtype.equals(DType.FLOAT32)
            ? v -> (float) v
            : v -> Float.float16ToFloat(Float.floatToFloat16((float) v));
    int least = dtype.equals(DType.FLOAT32) ? -90 : -12;
    return new ConvolutionTrial(
        c,
        values(random, c.inputShape(), dtype, least, rounding),
        values(random, c.weightShape(), dtype, least, rounding),
        rounding,
        rounding);
  }

  /** Returns this with sums over products in float32. */
  ConvolutionTrial withSumsInFloat32() {
    return new ConvolutionTrial(c, activation, weight, rounding, v -> (float) v);
  }

  double round(double value) {
    return rounding.applyAsDouble(value);
  }

  Values exact() {
    return ExactConvolution.evaluate(c, activation, weight);
  }

  /** Values of one magnitude, or of many; small ones whose products underflow too. */
  private static Values values(
      Random random, List<Integer> shape, DType dtype, int least, DoubleUnaryOperator rounding) {
    float[] result = new float[Math.toIntExact(Convolution.product(shape))];
    int magnitude = random.nextBoolean() ? 0 : random.nextInt(least, 1);
    int spread = random.nextBoolean() ? 1 : 8;
    for (int i = 0; i < result.length; i++) {
      double value = Math.scalb(random.nextDouble(-1, 1), magnitude - random.nextInt(spread));
      result[i] = (float) rounding.applyAsDouble(random.nextInt(8) == 0 ? 0 : value);
    }
    return Values.of(dtype, result);
  }

  private static List<Integer> position(int index, List<Integer> shape) {
    List<Integer> result = new ArrayList<>();
    int rest = index;
    for (int i = shape.size() - 1; i >= 0; i--) {
      result.addFirst(rest % shape.get(i));
      rest /= shape.get(i);
    }
    return result;
  }

  private static int index(List<Integer> position, List<Integer> shape) {
    int result = 0;
    for (int i = 0; i < shape.size(); i++) {
      result = result * shape.get(i) + position.get(i);
    }
    return result;
  }

  /** The pairs of factors that are added up for an element of the output. */
  List<double[]> factors(int element) {
    List<Integer> at = position(element, c.outputShape());
    int inGroup = c.cin() / c.groups();
    List<double[]> result = new ArrayList<>();
    int window = Math.toIntExact(Convolution.product(c.weightShape())) / c.cout();
    for (int i = 0; i < window; i++) {
      List<Integer> tap = new ArrayList<>(position(at.get(1) * window + i, c.weightShape()));
      List<Integer> source = new ArrayList<>();
      source.add(at.getFirst());
      source.add(at.get(1) / (c.cout() / c.groups()) * inGroup + tap.get(1));
      boolean inside = true;
      for (int axis = 0; axis < c.spatial().size(); axis++) {
        Axis a = c.spatial().get(axis);
        int place =
            at.get(axis + 2) * a.stride() + tap.get(axis + 2) * a.dilation() - a.padBefore();
        inside &= place >= 0 && place < a.size();
        source.add(place);
      }
      if (inside) {
        result.add(
            new double[] {
              activation.at(index(source, c.inputShape())), weight.at(index(tap, c.weightShape()))
            });
      }
    }
    return result;
  }

  /** Adds up one after the other. */
  double sum(List<double[]> factors) {
    double sum = 0;
    for (double[] pair : factors) {
      sum = sums.applyAsDouble(sum + round(pair[0] * pair[1]));
    }
    return round(sum);
  }

  /** Adds up halves, without rounding the products of pairs before they are added. */
  double inHalves(List<double[]> factors) {
    return round(halves(factors));
  }

  private double halves(List<double[]> factors) {
    if (factors.size() < 2) {
      return factors.isEmpty()
          ? 0
          : sums.applyAsDouble(factors.getFirst()[0] * factors.getFirst()[1]);
    }
    int half = factors.size() / 2;
    return sums.applyAsDouble(
        halves(factors.subList(0, half)) + halves(factors.subList(half, factors.size())));
  }

  /** A product of matrices, each operation of which rounds. */
  private double[][] product(double[][] left, double[][] right) {
    double[][] result = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < right[0].length; j++) {
        for (int k = 0; k < right.length; k++) {
          double factor = round(left[i][k]);
          if (factor != 0) {
            result[i][j] = round(result[i][j] + round(factor * right[k][j]));
          }
        }
      }
    }
    return result;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[0].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  private double[][] both(double[][] matrix, double[][] inner) {
    return product(product(matrix, inner), transposed(matrix));
  }

  /** The tile of the output that has an element, by Winograd's F(4x4,3x3). */
  double winograd(int element) {
    List<Integer> at = position(element, c.outputShape());
    int inGroup = c.cin() / c.groups();
    int group = at.get(1) / (c.cout() / c.groups());
    double[][] sum = new double[6][6];
    for (int k = 0; k < inGroup; k++) {
      double[][] tile = new double[6][6];
      double[][] window = new double[3][3];
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) {
          int y = at.get(2) / 4 * 4 + i - c.spatial().get(0).padBefore();
          int x = at.get(3) / 4 * 4 + j - c.spatial().get(1).padBefore();
          boolean inside =
              y >= 0 && x >= 0 && y < c.spatial().get(0).size() && x < c.spatial().get(1).size();
          List<Integer> source = List.of(at.getFirst(), group * inGroup + k, y, x);
          tile[i][j] = inside ? activation.at(index(source, c.inputShape())) : 0;
        }
      }
      for (int i = 0; i < 9; i++) {
        List<Integer> tap = List.of(at.get(1), k, i / 3, i % 3);
        window[i / 3][i % 3] = weight.at(index(tap, c.weightShape()));
      }
      double[][] transformed = both(INPUT, tile);
      double[][] weights = both(WEIGHT, window);
      for (int i = 0; i < 36; i++) {
        double term = round(transformed[i / 6][i % 6] * weights[i / 6][i % 6]);
        sum[i / 6][i % 6] = sums.applyAsDouble(sum[i / 6][i % 6] + term);
      }
    }
    for (double[] row : sum) {
      for (int i = 0; i < row.length; i++) {
        row[i] = round(row[i]);
      }
    }
    return both(OUTPUT, sum)[at.get(2) % 4][at.get(3) % 4];
  }
}
