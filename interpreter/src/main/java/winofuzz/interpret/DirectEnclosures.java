package winofuzz.interpret;

import java.util.List;
import java.util.stream.IntStream;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.number.BinaryFormat;

/** Encloses what a convolution comes to as a sum of products for each element of the output. */
final class DirectEnclosures {
  /** The place of an element of a window that lies in the padding. */
  private static final int PADDING = -1;

  private final Convolution c;
  private final BinaryFormat format;
  private final TermSum terms;
  private final int channels;
  private final int plane;
  private final int taps;
  private final int positions;

  /** For each position of the output, then for each tap, a place in the plane of a channel. */
  private final int[] places;

  /**
   * @param accumulator in which products are added up
   */
  DirectEnclosures(Convolution c, BinaryFormat accumulator) {
    this.c = c;
    this.format = c.dtype().kind().format();
    this.terms = new TermSum(format, accumulator);
    this.channels = c.cin() / c.groups();
    this.plane = elementsOfChannel(c.inputShape());
    this.taps = elementsOfChannel(c.weightShape());
    this.positions = elementsOfChannel(c.outputShape());
    this.places =
        IntStream.range(0, positions * taps)
            .map(i -> place(c.spatial(), i / taps, i % taps))
            .toArray();
  }

  private static int elementsOfChannel(List<Integer> shape) {
    return Math.toIntExact(Convolution.product(shape.subList(2, shape.size())));
  }

  private static int place(List<Axis> axes, int position, int tap) {
    int result = 0;
    int scale = 1;
    for (Axis axis : axes.reversed()) {
      int at =
          position % axis.output() * axis.stride()
              + tap % axis.kernel() * axis.dilation()
              - axis.padBefore();
      if (at < 0 || at >= axis.size()) {
        return PADDING;
      }
      result += at * scale;
      scale *= axis.size();
      position /= axis.output();
      tap /= axis.kernel();
    }
    return result;
  }

  Enclosures of(Values activation, Values weight) {
    double[] x = DoubleTensor.of(activation, c.inputShape()).elements();
    double[] w = DoubleTensor.of(weight, c.weightShape()).elements();
    Enclosures result = new Enclosures(c.batch() * c.cout() * positions, format);
    for (int i = 0; i < result.size(); i++) {
      int out = i / positions % c.cout();
      int group = out / (c.cout() / c.groups());
      int image = i / positions / c.cout();
      int from = (image * c.cin() + group * channels) * plane;
      terms.clear();
      for (int channel = 0; channel < channels; channel++) {
        addWindow(x, from + channel * plane, w, (out * channels + channel) * taps, i % positions);
      }
      terms.putInto(result, i);
    }
    return result;
  }

  private void addWindow(double[] x, int channel, double[] w, int window, int position) {
    for (int tap = 0; tap < taps; tap++) {
      int place = places[position * taps + tap];
      if (place == PADDING) {
        terms.addPadding(w[window + tap]);
      } else {
        terms.add(x[channel + place], w[window + tap]);
      }
    }
  }
}
