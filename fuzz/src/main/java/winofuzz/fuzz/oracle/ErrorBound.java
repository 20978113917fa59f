package winofuzz.fuzz.oracle;

import winofuzz.compiler.Convolution;
import winofuzz.compiler.Convolution.Axis;
import winofuzz.interpret.Values;

/**
 * How far from the exact convolution a correct lowering may be in float32, for each output element:
 * whatever the order of its sums, and whether it fuses multiplies into adds or not.
 *
 * <p>A sum of products evaluated in any order is off by at most {@code gamma(n)} times the sum of
 * the products' magnitudes, {@code gamma(n) = n u / (1 - n u)}, {@code u = 2^-24}, where no term
 * goes through more than n roundings (Higham, Accuracy and Stability of Numerical Algorithms,
 * section 3.1). For F(4x4,3x3) the magnitudes are {@code |A'| ((|G| |w| |G'|) . (|B'| |x| |B|))
 * |A|}, which are no smaller than those of the plain convolution, so one bound serves both.
 * Underflow is outside of it; {@link #UNDERFLOW} is added for that.
 */
final class ErrorBound {
  private static final double UNIT = 0x1p-24;

  /** Far above what all roundings to denormals of one element can come to. */
  private static final double UNDERFLOW = 0x1p-110;

  /** Roundings of a term outside of the sum over channels: constants, products, three sums. */
  private static final int TRANSFORM_ROUNDINGS = 36 + 9 + 36 + 16;

  private static final int TILE = 4;
  private static final int WINDOW = 6;

  private static final double[][] B = {
    {4, 0, 5, 0, 1, 0},
    {0, 4, 4, 1, 1, 0},
    {0, 4, 4, 1, 1, 0},
    {0, 2, 1, 2, 1, 0},
    {0, 2, 1, 2, 1, 0},
    {0, 4, 0, 5, 0, 1}
  };
  private static final double[][] G = {
    {1 / 4.0, 0, 0},
    {1 / 6.0, 1 / 6.0, 1 / 6.0},
    {1 / 6.0, 1 / 6.0, 1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {0, 0, 1}
  };
  private static final double[][] A = {
    {1, 1, 1, 1, 1, 0},
    {0, 1, 1, 2, 2, 0},
    {0, 1, 1, 4, 4, 0},
    {0, 1, 1, 8, 8, 1}
  };

  private final Convolution c;
  private final Values x;
  private final Values w;
  private final Axis rows;
  private final Axis columns;

  private ErrorBound(Convolution c, Values x, Values w) {
    this.c = c;
    this.x = x;
    this.w = w;
    rows = c.spatial().getFirst();
    columns = c.spatial().getLast();
  }

  /** Whether there is a bound: two axes, 3-wide windows with stride and dilation 1. */
  static boolean isFor(Convolution c) {
    return c.spatial().size() == 2
        && c.spatial().stream()
            .allMatch(a -> a.kernel() == 3 && a.stride() == 1 && a.dilation() == 1);
  }

  /** The bound for each element of the output. */
  static double[] of(Convolution c, Values x, Values w) {
    return new ErrorBound(c, x, w).compute();
  }

  private double[] compute() {
    int perGroup = c.cin() / c.groups();
    double n = TRANSFORM_ROUNDINGS + perGroup;
    double gamma = n * UNIT / (1 - n * UNIT);
    double[] result = new double[Math.toIntExact(Convolution.product(c.outputShape()))];
    double[][][] weights = new double[c.cout() * perGroup][][];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = transform(G, filter(i));
    }
    for (int image = 0; image < c.batch(); image++) {
      for (int top = 0; top < rows.output(); top += TILE) {
        for (int left = 0; left < columns.output(); left += TILE) {
          tile(result, gamma, weights, image, top, left);
        }
      }
    }
    return result;
  }

  private void tile(
      double[] result, double gamma, double[][][] weights, int image, int top, int left) {
    int perGroup = c.cin() / c.groups();
    double[][][] windows = new double[c.cin()][][];
    for (int channel = 0; channel < c.cin(); channel++) {
      windows[channel] = transform(B, window(image * c.cin() + channel, top, left));
    }
    for (int out = 0; out < c.cout(); out++) {
      int group = out / (c.cout() / c.groups());
      double[][] products = new double[WINDOW][WINDOW];
      for (int in = 0; in < perGroup; in++) {
        addProducts(products, weights[out * perGroup + in], windows[group * perGroup + in]);
      }
      double[][] magnitudes = transform(A, products);
      for (int i = 0; i < TILE && top + i < rows.output(); i++) {
        for (int j = 0; j < TILE && left + j < columns.output(); j++) {
          int row = (image * c.cout() + out) * rows.output() + top + i;
          result[row * columns.output() + left + j] = gamma * magnitudes[i][j] + UNDERFLOW;
        }
      }
    }
  }

  private static void addProducts(double[][] into, double[][] a, double[][] b) {
    for (int i = 0; i < WINDOW; i++) {
      for (int j = 0; j < WINDOW; j++) {
        into[i][j] += a[i][j] * b[i][j];
      }
    }
  }

  private double[][] filter(int index) {
    double[][] result = new double[3][3];
    for (int i = 0; i < 9; i++) {
      result[i / 3][i % 3] = Math.abs(w.at(index * 9 + i));
    }
    return result;
  }

  private double[][] window(int plane, int top, int left) {
    double[][] result = new double[WINDOW][WINDOW];
    for (int i = 0; i < WINDOW; i++) {
      int row = top + i - rows.padBefore();
      for (int j = 0; j < WINDOW; j++) {
        int column = left + j - columns.padBefore();
        if (row >= 0 && row < rows.size() && column >= 0 && column < columns.size()) {
          result[i][j] = Math.abs(x.at((plane * rows.size() + row) * columns.size() + column));
        }
      }
    }
    return result;
  }

  /** {@code m v m'}. */
  private static double[][] transform(double[][] m, double[][] v) {
    double[][] half = new double[m.length][v.length];
    for (int i = 0; i < m.length; i++) {
      for (int k = 0; k < v.length; k++) {
        for (int j = 0; j < v.length; j++) {
          half[i][j] += m[i][k] * v[k][j];
        }
      }
    }
    double[][] result = new double[m.length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m.length; j++) {
        for (int k = 0; k < v.length; k++) {
          result[i][j] += half[i][k] * m[j][k];
        }
      }
    }
    return result;
  }
}
