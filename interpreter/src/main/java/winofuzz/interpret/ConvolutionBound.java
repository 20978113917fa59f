package winofuzz.interpret;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
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
  /** Roundings that the transforms of one axis add: of constants, products and sums. */
  private static final int TRANSFORM_ROUNDINGS = 3 + 2 * 3 + 2 * 6 + 2 * 6;

  /** Of the product, and of storing to memory and loading between kernels. */
  private static final int OTHER_ROUNDINGS = 8;

  /** The bound itself takes some roundings in doubles. */
  private static final double SLACK = 1 + 0x1p-30;

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

  /**
   * Returns the bound for a convolution of given inputs.
   *
   * @param activation finite values
   * @param weight finite values
   */
  public static ConvolutionBound of(Convolution c, Values activation, Values weight) {
    BinaryFormat format = c.dtype().kind().format();
    List<AxisTransform> axes = c.spatial().stream().map(ConvolutionBound::transform).toList();
    // Enlarged by so much that what underflows is within the bound as well.
    DoubleUnaryOperator absolute = value -> Math.abs(value) + format.minNormal();
    DoubleTensor x = DoubleTensor.of(activation, c.inputShape()).each(absolute);
    DoubleTensor w = DoubleTensor.of(weight, c.weightShape()).each(absolute);
    for (int i = 0; i < axes.size(); i++) {
      x = x.mapped(axes.get(i).input().absolute(), i + 2);
      w = w.mapped(axes.get(i).weight().absolute(), i + 2);
    }
    DoubleTensor y = products(c, x, w, axes);
    for (int i = 0; i < axes.size(); i++) {
      y = y.mapped(axes.get(i).output().absolute(), i + 2);
    }
    double gamma = gamma(c, format);
    double[] errors = Arrays.stream(y.elements()).map(e -> e * gamma).toArray();
    double most = Math.max(y.most(), Math.max(x.most(), w.most()));
    return new ConvolutionBound(errors, !(most * (1 + gamma) < format.max()));
  }

  private static AxisTransform transform(Axis axis) {
    return AxisTransform.mayTransform(axis)
        ? AxisTransform.winograd(axis)
        : AxisTransform.plain(axis);
  }

  private static double gamma(Convolution c, BinaryFormat format) {
    double roundings = OTHER_ROUNDINGS + c.cin() / c.groups();
    for (Axis axis : c.spatial()) {
      roundings =
          AxisTransform.mayTransform(axis)
              ? roundings + TRANSFORM_ROUNDINGS
              : roundings * axis.kernel();
    }
    double units = roundings * Math.scalb(1.0, -format.precision());
    return units < 1 ? units / (1 - units) * SLACK : Double.POSITIVE_INFINITY;
  }

  /** The sums of products, each product enlarged by so much that it may underflow. */
  private static DoubleTensor products(
      Convolution c, DoubleTensor x, DoubleTensor w, List<AxisTransform> axes) {
    double least = c.dtype().kind().format().minNormal() * c.cin() / c.groups();
    return AxisTransform.products(c, x, w, axes).each(sum -> sum + least);
  }
}
