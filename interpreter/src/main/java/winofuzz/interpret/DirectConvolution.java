package winofuzz.interpret;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import winofuzz.interpret.Values.Rationals;
import winofuzz.interpret.Values.Scaled;

/**
 * The definition of a convolution, evaluated exactly and without a graph: the oracle that lowerings
 * are held against.
 *
 * <p>For each image and group the input windows become the columns of a matrix, which the weights
 * multiply. Numbers are scaled to integers and, where these are long, cut into limbs so short that
 * every sum of products of limbs is an integer below 2^53: matrices of doubles then hold it
 * exactly, in whatever order they are multiplied.
 *
 * <p>The input is laid out as batch, channel, spatial axes; the weights as output channel, input
 * channel within the group, kernel axes; the result as batch, output channel, spatial axes.
 *
 * @param batch images
 * @param groups into which the channels fall
 * @param inChannels input channels of all groups
 * @param outChannels output channels of all groups
 * @param input extent of each spatial axis
 * @param kernel extent of the window along each axis
 * @param padBefore zeros before each axis
 * @param padAfter zeros after each axis
 * @param stride from window to window along each axis
 * @param dilation from element to element of a window along each axis
 */
public record DirectConvolution(
    int batch,
    int groups,
    int inChannels,
    int outChannels,
    List<Integer> input,
    List<Integer> kernel,
    List<Integer> padBefore,
    List<Integer> padAfter,
    List<Integer> stride,
    List<Integer> dilation) {

  private static final int EXACT_BITS = 53;

  /** Checks that the convolution exists; otherwise an IllegalArgumentException says what is off. */
  public DirectConvolution {
    input = List.copyOf(input);
    kernel = List.copyOf(kernel);
    padBefore = List.copyOf(padBefore);
    padAfter = List.copyOf(padAfter);
    stride = List.copyOf(stride);
    dilation = List.copyOf(dilation);
    int axes = input.size();
    for (List<Integer> other : List.of(kernel, padBefore, padAfter, stride, dilation)) {
      if (other.size() != axes) {
        throw new IllegalArgumentException(
            "convolution: expected " + axes + " spatial axes throughout, found " + other);
      }
    }
    if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
      throw new IllegalArgumentException(
          "convolution: expected groups that divide the channels, found "
              + groups
              + " groups of "
              + inChannels
              + " and "
              + outChannels
              + " channels");
    }
    for (int axis = 0; axis < axes; axis++) {
      if (outputExtent(axis, input, kernel, padBefore, padAfter, stride, dilation) < 1) {
        throw new IllegalArgumentException(
            "convolution: expected a window no larger than the padded input, axis " + axis);
      }
    }
  }

  /** A convolution over images with the same numbers along both axes, padded alike on all sides. */
  public static DirectConvolution square(
      int batch, int inChannels, int height, int width, int outChannels, int kernel, int pad) {
    return new DirectConvolution(
        batch,
        1,
        inChannels,
        outChannels,
        List.of(height, width),
        List.of(kernel, kernel),
        List.of(pad, pad),
        List.of(pad, pad),
        List.of(1, 1),
        List.of(1, 1));
  }

  private static int outputExtent(
      int axis,
      List<Integer> input,
      List<Integer> kernel,
      List<Integer> before,
      List<Integer> after,
      List<Integer> stride,
      List<Integer> dilation) {
    int padded = input.get(axis) + before.get(axis) + after.get(axis);
    int window = dilation.get(axis) * (kernel.get(axis) - 1) + 1;
    return Math.floorDiv(padded - window, stride.get(axis)) + 1;
  }

  /** Extent of each spatial axis of the result. */
  public List<Integer> output() {
    List<Integer> result = new ArrayList<>();
    for (int axis = 0; axis < input.size(); axis++) {
      result.add(outputExtent(axis, input, kernel, padBefore, padAfter, stride, dilation));
    }
    return Collections.unmodifiableList(result);
  }

  private static int product(List<Integer> extents) {
    return extents.stream().reduce(1, Math::multiplyExact);
  }

  /** The exact result for finite inputs of any floating-point type. */
  public Values evaluate(Values x, Values w) {
    int window = inChannels / groups * product(kernel);
    requireSize("input", x, batch * inChannels * product(input));
    requireSize("weight", w, outChannels * window);
    int termBits = 32 - Integer.numberOfLeadingZeros(window);
    Limbs xs = Limbs.of(x, (EXACT_BITS - termBits) / 2);
    Limbs ws = Limbs.of(w, (EXACT_BITS - termBits) / 2);
    int size = batch * outChannels * product(output());
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

  private static void requireSize(String what, Values values, int expected) {
    if (values.size() != expected) {
      throw new IllegalArgumentException(
          "convolution " + what + ": expected " + expected + " elements, found " + values.size());
    }
  }

  /** The convolution of integers in doubles, whose sums are all below 2^53. */
  private double[] multiplied(double[] x, double[] w, int size) {
    int perGroup = outChannels / groups;
    int window = inChannels / groups * product(kernel);
    int positions = product(output());
    double[] result = new double[size];
    DMatrixRMaj columns = new DMatrixRMaj(window, positions);
    DMatrixRMaj sums = new DMatrixRMaj(perGroup, positions);
    for (int image = 0; image < batch; image++) {
      for (int group = 0; group < groups; group++) {
        fill(columns, x, (image * groups + group) * (inChannels / groups));
        DMatrixRMaj weights = new DMatrixRMaj(perGroup, window);
        System.arraycopy(w, group * perGroup * window, weights.data, 0, perGroup * window);
        CommonOps_DDRM.mult(weights, columns, sums);
        int first = (image * outChannels + group * perGroup) * positions;
        System.arraycopy(sums.data, 0, result, first, perGroup * positions);
      }
    }
    return result;
  }

  /** One column for each output position, one row for each channel and place in the window. */
  private void fill(DMatrixRMaj columns, double[] x, int firstChannel) {
    List<Integer> output = output();
    int positions = product(output);
    int places = product(kernel);
    int plane = product(input);
    for (int place = 0; place < places; place++) {
      for (int position = 0; position < positions; position++) {
        int at = inputPlace(place, position, output);
        for (int channel = 0; channel < inChannels / groups; channel++) {
          columns.set(
              channel * places + place,
              position,
              at < 0 ? 0 : x[(firstChannel + channel) * plane + at]);
        }
      }
    }
  }

  /** Where in a channel's plane a place of the window at a position reads, -1 in the padding. */
  private int inputPlace(int place, int position, List<Integer> output) {
    int result = 0;
    int scale = 1;
    for (int axis = input.size() - 1; axis >= 0; axis--) {
      int at =
          position % output.get(axis) * stride.get(axis)
              + place % kernel.get(axis) * dilation.get(axis)
              - padBefore.get(axis);
      if (at < 0 || at >= input.get(axis)) {
        return -1;
      }
      result += at * scale;
      scale *= input.get(axis);
      position /= output.get(axis);
      place /= kernel.get(axis);
    }
    return result;
  }
}
