package winofuzz.interpret;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.ir.DType;
import winofuzz.number.BinaryFormat;

/**
 * What a convolution promises of its result: between which two values each element of the output
 * lies, whoever computes it. It follows from the convolution, the algorithm and the inputs alone,
 * not from any program.
 *
 * <p>Directly computed, a product is exact or rounded once to the type of the convolution, products
 * are added up in any order in the type of the accumulator, which is float32 for narrower floats,
 * and the sum is rounded once, to nearest. By Winograd's F(4x4,3x3) transforms compute in the type
 * of the convolution; the products are added up over channels as above, and their sum is rounded
 * before the last transform. Denormals of float32 and bfloat16 may be zeros; those of float16 are
 * kept.
 *
 * <p>Infinities and NaNs are promised where they do not depend on the order of operations. Nothing
 * is said of an element whose sums may overflow, nor of the outputs of a tile that sees an input
 * which is not finite.
 */
public final class ConvolutionPromise {
  /** How a convolution is computed. */
  public enum Algorithm {
    /** As a sum of products. */
    DIRECT,
    /** By F(4x4,3x3) along the axes that it is for. */
    WINOGRAD
  }

  private final Enclosures enclosures;

  private ConvolutionPromise(Enclosures enclosures) {
    this.enclosures = enclosures;
  }

  /**
   * Returns the promise for a convolution of given inputs.
   *
   * @param accumulator the type in which products are added up
   * @param activation any floats of its type
   * @param weight likewise
   */
  public static ConvolutionPromise of(
      Convolution c, Algorithm algorithm, DType accumulator, Values activation, Values weight) {
    BinaryFormat sums = accumulator.kind().format();
    return new ConvolutionPromise(
        c.dtype().equals(DType.FLOAT64)
            ? new Enclosures(activation.size(), BinaryFormat.FLOAT64)
            : switch (algorithm) {
              case DIRECT -> new DirectEnclosures(c, sums).of(activation, weight);
              case WINOGRAD -> winograd(c, sums, activation, weight);
            });
  }

  /** The type in which a convolution's products are added up where nothing else is agreed on. */
  public static DType usualAccumulator(DType dtype) {
    return dtype.equals(DType.FLOAT64) ? dtype : DType.FLOAT32;
  }

  /**
   * An axis with one output may be transformed or not. Where every other element is convolved, it
   * is not known what makes a tile.
   */
  private static Enclosures winograd(Convolution c, BinaryFormat sums, Values x, Values w) {
    Enclosures all = new WinogradEnclosures(c, axes(c, 1), sums).of(x, w);
    if (c.spatial().stream().anyMatch(ConvolutionPromise::mayBeOfEveryOtherElement)) {
      return new Enclosures(all.size(), c.dtype().kind().format());
    }
    boolean isAmbiguous =
        c.spatial().stream().anyMatch(a -> AxisTransform.mayTransform(a) && a.output() == 1);
    return isAmbiguous ? all.or(new WinogradEnclosures(c, axes(c, 2), sums).of(x, w)) : all;
  }

  private static boolean mayBeOfEveryOtherElement(Axis axis) {
    return axis.kernel() > 1 && axis.stride() > 1 && axis.stride() == axis.dilation();
  }

  /** The axes, transformed where they have some outputs at least. */
  private static List<AxisTransform> axes(Convolution c, int outputs) {
    List<AxisTransform> result = new ArrayList<>();
    for (Axis axis : c.spatial()) {
      boolean isTransformed = AxisTransform.mayTransform(axis) && axis.output() >= outputs;
      result.add(isTransformed ? AxisTransform.winograd(axis) : AxisTransform.plain(axis));
    }
    return result;
  }

  /** Returns the number of elements of the output. */
  public int size() {
    return enclosures.size();
  }

  /** Returns the least value that is kept to; NaN where the element must be NaN. */
  public double lowAt(int element) {
    return enclosures.low(element);
  }

  /** Returns the largest value that is kept to; NaN where the element must be NaN. */
  public double highAt(int element) {
    return enclosures.high(element);
  }

  /** Whether anything is promised of an element. */
  public boolean isPromised(int element) {
    return lowAt(element) != Double.NEGATIVE_INFINITY
        || highAt(element) != Double.POSITIVE_INFINITY;
  }

  /** Whether an element may have a value; zeros of either sign are one value. */
  public boolean allows(int element, double value) {
    double low = lowAt(element);
    return !isPromised(element)
        || (Double.isNaN(low) ? Double.isNaN(value) : low <= value && value <= highAt(element));
  }

  /** Whether all elements may have their values. */
  public boolean allows(Values values) {
    return values.size() == size()
        && IntStream.range(0, size()).allMatch(i -> allows(i, values.at(i)));
  }

  /**
   * Returns how far apart values may be of which one keeps this promise and one another promise;
   * infinite where one of the two may be any value.
   */
  public double furthest(ConvolutionPromise other, int element) {
    double above = highAt(element) - other.lowAt(element);
    double below = other.highAt(element) - lowAt(element);
    // Infinities that are promised, and NaNs, have no distance.
    return Double.isNaN(above) || Double.isNaN(below)
        ? Double.POSITIVE_INFINITY
        : Math.max(above, below);
  }

  /** Returns how many elements anything is promised of. */
  public int promised() {
    return (int) IntStream.range(0, size()).filter(this::isPromised).count();
  }

  /** The unit roundoff of a format: half of the distance from 1 to the next larger number. */
  static double unit(BinaryFormat format) {
    return Math.scalb(1.0, -format.precision());
  }

  /** What {@code n} roundings in a row take at most, relative to the magnitude. */
  static double gamma(double n, BinaryFormat format) {
    double units = n * unit(format);
    return units < 1 ? units / (1 - units) : Double.POSITIVE_INFINITY;
  }

  /** Whether devices may take denormals of a format for zeros. */
  static boolean mayFlush(BinaryFormat format) {
    return format != BinaryFormat.FLOAT16;
  }

  /** What is lost at most where a number is a denormal and may be taken for zero. */
  static double flushed(BinaryFormat format) {
    return mayFlush(format) ? format.minNormal() : 0;
  }
}
