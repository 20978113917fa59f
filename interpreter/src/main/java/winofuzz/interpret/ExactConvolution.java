package winofuzz.interpret;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.interpret.Values.Rationals;
import winofuzz.interpret.Values.Scaled;

/**
 * The definition of a convolution, evaluated exactly and without a graph: the oracle that lowerings
 * are held against. It shares no code with the evaluator's arithmetic.
 *
 * <p>For each image and group the input windows become the columns of a matrix, which the weights
 * multiply. Numbers are scaled to integers and, where these are long, cut into limbs so short that
 * every sum of products of limbs is an integer below 2^53: matrices of doubles then hold it
 * exactly, in whatever order they are multiplied.
 */
public final class ExactConvolution {
  private static final int EXACT_BITS = 53;

  private final Convolution convolution;
  private final List<Axis> axes;

  /** The extent of the output along each spatial axis. */
  private final int[] output;

  private final int channelsPerGroup;
  private final int outputsPerGroup;

  /** Elements of one channel of the input, of the window, of the output. */
  private final int plane;

  private final int places;
  private final int positions;

  private ExactConvolution(Convolution convolution) {
    this.convolution = convolution;
    this.axes = convolution.spatial();
    this.output = axes.stream().mapToInt(Axis::output).toArray();
    this.channelsPerGroup = convolution.cin() / convolution.groups();
    this.outputsPerGroup = convolution.cout() / convolution.groups();
    this.plane = product(axes, Axis::size);
    this.places = product(axes, Axis::kernel);
    this.positions = product(axes, Axis::output);
  }

  private static int product(List<Axis> axes, ToIntFunction<Axis> extent) {
    return axes.stream().mapToInt(extent).reduce(1, Math::multiplyExact);
  }

  /**
   * Returns the exact result for finite inputs of any floating-point type.
   *
   * @throws IllegalArgumentException if an input has another number of elements than its shape
   * @throws EvaluationException if an input is not finite
   */
  public static Values evaluate(Convolution convolution, Values activation, Values weight) {
    requireSize("input", activation, Convolution.product(convolution.inputShape()));
    requireSize("weight", weight, Convolution.product(convolution.weightShape()));
    return new ExactConvolution(convolution).evaluate(activation, weight);
  }

  private Values evaluate(Values x, Values w) {
    int window = channelsPerGroup * places;
    int termBits = 32 - Integer.numberOfLeadingZeros(window);
    Limbs xs = Limbs.of(x, (EXACT_BITS - termBits) / 2);
    Limbs ws = Limbs.of(w, (EXACT_BITS - termBits) / 2);
    int size = convolution.batch() * convolution.cout() * positions;
    BigInteger denominator = BigInteger.ONE.shiftLeft(xs.shift() + ws.shift());
    if (xs.count() == 1 && ws.count() == 1) {
      double[] sums = multiplied(xs.limb(0), ws.limb(0), size);
      return new Scaled(x.dtype(), sums, denominator, Math.scalb(1.0, EXACT_BITS));
    }
    BigInteger[] sums = new BigInteger[size];
    Arrays.fill(sums, BigInteger.ZERO);
    for (int i = 0; i < xs.count(); i++) {
      for (int j = 0; j < ws.count(); j++) {
        double[] part = multiplied(xs.limb(i), ws.limb(j), size);
        int weight = (i + j) * xs.bits();
        for (int k = 0; k < size; k++) {
          if (part[k] != 0) {
            sums[k] = sums[k].add(BigInteger.valueOf((long) part[k]).shiftLeft(weight));
          }
        }
      }
    }
    return new Rationals(x.dtype(), sums, denominator);
  }

  private static void requireSize(String what, Values values, long expected) {
    if (values.size() != expected) {
      throw new IllegalArgumentException(
          "convolution " + what + ": expected " + expected + " elements, found " + values.size());
    }
  }

  /** Returns the convolution of integers in doubles, whose sums are all below 2^53. */
  private double[] multiplied(double[] x, double[] w, int size) {
    int window = channelsPerGroup * places;
    int groups = convolution.groups();
    double[] result = new double[size];
    DMatrixRMaj columns = new DMatrixRMaj(window, positions);
    DMatrixRMaj sums = new DMatrixRMaj(outputsPerGroup, positions);
    for (int image = 0; image < convolution.batch(); image++) {
      for (int group = 0; group < groups; group++) {
        fill(columns, x, (image * groups + group) * channelsPerGroup);
        DMatrixRMaj weights = new DMatrixRMaj(outputsPerGroup, window);
        int firstWeight = group * outputsPerGroup * window;
        System.arraycopy(w, firstWeight, weights.data, 0, outputsPerGroup * window);
        CommonOps_DDRM.mult(weights, columns, sums);
        int first = (image * convolution.cout() + group * outputsPerGroup) * positions;
        System.arraycopy(sums.data, 0, result, first, outputsPerGroup * positions);
      }
    }
    return result;
  }

  /** One column for each output position, one row for each channel and place in the window. */
  private void fill(DMatrixRMaj columns, double[] x, int firstChannel) {
    for (int place = 0; place < places; place++) {
      for (int position = 0; position < positions; position++) {
        int at = inputPlace(place, position);
        for (int channel = 0; channel < channelsPerGroup; channel++) {
          columns.set(
              channel * places + place,
              position,
              at < 0 ? 0 : x[(firstChannel + channel) * plane + at]);
        }
      }
    }
  }

  /** Where in a channel's plane a place of the window at a position reads, -1 in the padding. */
  private int inputPlace(int place, int position) {
    int result = 0;
    int scale = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      Axis axis = axes.get(i);
      int at =
          position % output[i] * axis.stride()
              + place % axis.kernel() * axis.dilation()
              - axis.padBefore();
      if (at < 0 || at >= axis.size()) {
        return -1;
      }
      result += at * scale;
      scale *= axis.size();
      position /= output[i];
      place /= axis.kernel();
    }
    return result;
  }
}
