package winofuzz.interpret;

import java.util.List;
import java.util.function.ToIntFunction;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.interpret.Values.Residues;
import winofuzz.number.PrimeField;

/**
 * The definition of a convolution, evaluated over {@link PrimeField} and without a graph: what
 * lowerings are held against for all inputs. Each element of the output is a polynomial of degree 2
 * in the elements of the activation and the weight.
 */
public final class FieldConvolution {
  private final List<Axis> axes;
  private final long[] x;
  private final long[] w;

  /** The elements of one step along each axis: of the activation, the weight and the result. */
  private final int[] rows;

  private final int[] weightRows;
  private final int[] resultRows;

  private FieldConvolution(Convolution convolution, long[] x, long[] w) {
    this.axes = convolution.spatial();
    this.x = x;
    this.w = w;
    this.rows = rows(Axis::size);
    this.weightRows = rows(Axis::kernel);
    this.resultRows = rows(Axis::output);
  }

  /** Returns for each axis the product of the extents after it. */
  private int[] rows(ToIntFunction<Axis> extent) {
    int[] result = new int[axes.size()];
    int product = 1;
    for (int axis = result.length - 1; axis >= 0; axis--) {
      result[axis] = product;
      product = Math.multiplyExact(product, extent.applyAsInt(axes.get(axis)));
    }
    return result;
  }

  /**
   * Returns the result for two arrays of residues.
   *
   * @throws IllegalArgumentException if an input has another number of elements than its shape
   */
  public static Residues evaluate(Convolution c, Residues activation, Residues weight) {
    requireSize("input", activation, Convolution.product(c.inputShape()));
    requireSize("weight", weight, Convolution.product(c.weightShape()));
    int plane = extent(c.inputShape());
    int window = extent(c.weightShape());
    int positions = extent(c.outputShape());
    int inputs = c.cin() / c.groups();
    int outputs = c.cout() / c.groups();
    FieldConvolution self = new FieldConvolution(c, activation.cells, weight.cells);
    long[] result = new long[c.batch() * c.cout() * positions];
    for (int image = 0; image < c.batch(); image++) {
      for (int cout = 0; cout < c.cout(); cout++) {
        int to = (image * c.cout() + cout) * positions;
        for (int i = 0; i < inputs; i++) {
          int cin = cout / outputs * inputs + i;
          self.add((image * c.cin() + cin) * plane, (cout * inputs + i) * window, 0, result, to);
        }
      }
    }
    return new Residues(activation.dtype(), result, activation.degree() + weight.degree());
  }

  private static int extent(List<Integer> shape) {
    return Math.toIntExact(Convolution.product(shape.subList(2, shape.size())));
  }

  private static void requireSize(String what, Values values, long expected) {
    if (values.size() != expected) {
      throw new IllegalArgumentException(
          "convolution " + what + ": expected " + expected + " elements, found " + values.size());
    }
  }

  /**
   * Adds the products of one channel along the axes from one on.
   *
   * @param from where in the activation the channel begins, moved on along the axes before
   * @param fromWeight where in the weight, likewise
   * @param to where in the result, likewise
   */
  private void add(int from, int fromWeight, int axis, long[] result, int to) {
    Axis a = axes.get(axis);
    for (int out = 0; out < a.output(); out++) {
      for (int tap = 0; tap < a.kernel(); tap++) {
        int in = out * a.stride() + tap * a.dilation() - a.padBefore();
        if (in < 0 || in >= a.size()) {
          continue;
        }
        int at = from + in * rows[axis];
        int weight = fromWeight + tap * weightRows[axis];
        int place = to + out * resultRows[axis];
        if (axis + 1 < axes.size()) {
          add(at, weight, axis + 1, result, place);
        } else {
          result[place] = PrimeField.add(result[place], PrimeField.multiply(x[at], w[weight]));
        }
      }
    }
  }
}
