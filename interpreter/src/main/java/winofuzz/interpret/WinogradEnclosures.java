package winofuzz.interpret;

import java.util.List;
import java.util.function.Function;
import winofuzz.convolution.Convolution;
import winofuzz.interpret.AxisTransform.LinearMap;
import winofuzz.number.BinaryFormat;

/**
 * Encloses what Winograd's algorithm comes to, step by step: each step has its exact values, and
 * how far rounding may have taken these at most (running error analysis: Higham, Accuracy and
 * Stability of Numerical Algorithms, section 3.3, but with the exact values in place of those that
 * were computed). A transform is taken for one sum over the elements of a tile, or for a sum along
 * one axis after the other, whichever rounds more.
 */
final class WinogradEnclosures {
  /** More than the roundings of sums in doubles here, relative to the sum of magnitudes. */
  private static final double NOISE = 0x1p-40;

  /** How much a transform enlarges what it loses at most: coefficients of up to 8 on three axes. */
  private static final double GROWTH = 512;

  /** A factor of the weight, 1/4 along each axis, may be multiplied last. */
  private static final int FACTORED_OUT = 4;

  private final Convolution c;
  private final List<AxisTransform> axes;
  private final BinaryFormat format;
  private final BinaryFormat accumulator;

  /**
   * @param accumulator in which products are added up over channels
   */
  WinogradEnclosures(Convolution c, List<AxisTransform> axes, BinaryFormat accumulator) {
    this.c = c;
    this.axes = axes;
    this.format = c.dtype().kind().format();
    this.accumulator = accumulator;
  }

  /**
   * Numbers that were computed.
   *
   * @param exact what they ought to be
   * @param error how far they are from that at most
   */
  private record Computed(DoubleTensor exact, DoubleTensor error) {
    /** How large their absolute values are at most. */
    DoubleTensor magnitude() {
      return exact.with(error, (value, most) -> Math.abs(value) + most);
    }
  }

  Enclosures of(Values activation, Values weight) {
    Computed x = inputs(DoubleTensor.of(activation, c.inputShape()));
    Computed w = inputs(DoubleTensor.of(weight, c.weightShape()));
    Computed tiles = transformed(x, AxisTransform::input, 0);
    // A constant is rounded, perhaps once for each axis, and these factors are multiplied.
    Computed windows = transformed(w, AxisTransform::weight, 2 * axes.size());
    Computed y = transformed(products(tiles, windows), AxisTransform::output, 0);
    double[] exact = y.exact.elements();
    double[] error = y.error.elements();
    Enclosures result = new Enclosures(exact.length, format);
    for (int i = 0; i < exact.length; i++) {
      result.put(i, exact[i], error[i]);
    }
    return result;
  }

  private static Computed inputs(DoubleTensor values) {
    return new Computed(values, values.each(value -> 0));
  }

  /**
   * Returns a transform of numbers. It does not round where integers are multiplied by integers and
   * every sum of the products is small enough for the format.
   *
   * @param constants the roundings of its coefficients
   */
  private Computed transformed(
      Computed numbers, Function<AxisTransform, LinearMap> map, int constants) {
    DoubleTensor exact = numbers.exact;
    DoubleTensor error = numbers.error;
    DoubleTensor magnitude = numbers.magnitude();
    double terms = 1;
    for (int i = 0; i < axes.size(); i++) {
      LinearMap along = map.apply(axes.get(i));
      exact = exact.mapped(along, i + 2);
      error = error.mapped(along.absolute(), i + 2);
      magnitude = magnitude.mapped(along.absolute(), i + 2);
      terms *= axes.get(i).isTransformed() ? along.mostTerms() : 1;
    }
    double roundings = terms == 1 ? 0 : terms + axes.size() + constants;
    double relative = ConvolutionPromise.gamma(roundings, format) + NOISE;
    double underflow = roundings * underflow(constants > 0);
    double exactBelow = constants > 0 ? 0 : exactBelow(numbers);
    return new Computed(
        exact,
        error.with(
            magnitude,
            (before, most) ->
                most <= exactBelow || roundings == 0
                    ? before
                    : most < format.max() ? before + most * relative + underflow : Double.NaN));
  }

  /** What is lost at most where a result is a denormal; sums alone lose nothing. */
  private double underflow(boolean hasFractions) {
    return ConvolutionPromise.mayFlush(format)
        ? GROWTH * format.minNormal()
        : hasFractions ? format.minNormal() * ConvolutionPromise.unit(format) : 0;
  }

  /** Up to what magnitude sums of multiples of exact numbers are exact; 0 where these are not. */
  private double exactBelow(Computed numbers) {
    int grid = Integer.MAX_VALUE;
    double[] error = numbers.error.elements();
    double[] exact = numbers.exact.elements();
    for (int i = 0; i < exact.length; i++) {
      if (error[i] != 0) {
        return 0;
      }
      if (Double.isFinite(exact[i]) && exact[i] != 0) {
        long significand = Double.doubleToRawLongBits(exact[i]) | 1L << 52;
        int lowest = Math.getExponent(exact[i]) - 52 + Long.numberOfTrailingZeros(significand);
        grid = Math.min(grid, lowest);
      }
    }
    return grid < format.minExponent() ? 0 : Math.scalb(1.0, format.precision() + grid);
  }

  /** Returns the products, added up over the channels and rounded. */
  private Computed products(Computed tiles, Computed windows) {
    DoubleTensor exact = AxisTransform.products(c, tiles.exact, windows.exact, axes);
    DoubleTensor absolute =
        AxisTransform.products(c, tiles.exact.each(Math::abs), windows.exact.each(Math::abs), axes);
    DoubleTensor magnitude =
        AxisTransform.products(c, tiles.magnitude(), windows.magnitude(), axes);
    int perGroup = c.cin() / c.groups();
    double terms = perGroup;
    for (AxisTransform axis : axes) {
      terms *= axis.isTransformed() ? 1 : axis.points();
    }
    double unit = ConvolutionPromise.unit(format);
    double relative = unit + ConvolutionPromise.gamma(terms, accumulator) * (1 + unit) + NOISE;
    double underflow =
        terms * (format.minNormal() * unit + ConvolutionPromise.flushed(format))
            + terms * ConvolutionPromise.flushed(accumulator);
    double most = Math.min(accumulator.max(), format.max() / Math.pow(FACTORED_OUT, axes.size()));
    DoubleTensor error =
        magnitude
            .with(absolute, (large, small) -> Math.max(0, large - small))
            .with(
                magnitude,
                (before, large) ->
                    large < most ? before + large * relative + underflow : Double.NaN);
    return new Computed(exact, accumulator == format ? error : rounded(exact, error));
  }

  private DoubleTensor rounded(DoubleTensor exact, DoubleTensor error) {
    double unit = ConvolutionPromise.unit(format);
    return exact.with(
        error,
        (value, most) ->
            most
                + (Math.abs(value) + most) * unit
                + format.minNormal() * unit
                + ConvolutionPromise.flushed(format));
  }
}
