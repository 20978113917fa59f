package winofuzz.fuzz.shrink;

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
