package winofuzz.fuzz.shrink;

import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;

/**
 * What a convolution has apart from its spatial axes.
 *
 * @param batch number of images
 * @param cin channels of the activation, a multiple of {@code groups}
 * @param cout channels of the output, a multiple of {@code groups}
 * @param groups into which the channels are divided
 * @param taps of the window, in all
 */
public record Channels(int batch, int cin, int cout, int groups, long taps) {

  /** Returns those of a convolution. */
  static Channels of(Convolution c) {
    long taps = c.spatial().stream().mapToLong(Axis::kernel).reduce(1, Math::multiplyExact);
    return new Channels(c.batch(), c.cin(), c.cout(), c.groups(), taps);
  }

  /**
   * Elements of activation, weight and output together.
   *
   * @param inputs positions of the activation
   * @param outputs positions of the output
   */
  long elements(long inputs, long outputs) {
    return batch * (cin * inputs + cout * outputs) + (long) cout * (cin / groups) * taps;
  }
}
