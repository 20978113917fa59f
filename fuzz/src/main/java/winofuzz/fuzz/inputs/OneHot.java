package winofuzz.fuzz.inputs;

import winofuzz.convolution.Convolution;

/**
 * The domain {@code onehot}. Each tile of the activation (6 wide, every 4 positions of the padded
 * axes) chooses one channel of each group; an element that tiles with different choices see is
 * zero, and so is every element of a channel that its tiles did not choose. A filter has one tap
 * that is not zero: 576 times a power of two, with a sign. So each sum over channels or taps has
 * one term that is not zero, and constants of the weight transform, which have 576 as a
 * denominator, mostly round back to what they stand for.
 */
final class OneHot implements Drawing.Values {
  private static final double DENOMINATOR = 576;
  private static final int TILE_STEP = 4;
  private static final int TILE_WIDTH = 6;

  /** Neighbouring tiles that choose alike, so that not all of what lies between is zero. */
  private static final int TILES_ALIKE = 2;

  private final Convolution convolution;
  private final Hash root;

  OneHot(Convolution convolution, Hash root) {
    this.convolution = convolution;
    this.root = root;
  }

  /** The weight at {@code [cout, cin, kernel...]}. */
  static double tap(Hash root, int[] at, Convolution c) {
    Hash filter = root.with(at[0]).with(at[1]);
    for (int axis = 0; axis < c.spatial().size(); axis++) {
      if (filter.with(axis).below(c.spatial().get(axis).kernel()) != at[2 + axis]) {
        return 0;
      }
    }
    double power = Math.scalb(DENOMINATOR, filter.with(-2).between(-2, 2));
    return filter.with(-3).below(2) == 0 ? power : -power;
  }

  @Override
  public double at(int[] coordinates, Hash hash) {
    int channelsPerGroup = convolution.cin() / convolution.groups();
    int group = coordinates[1] / channelsPerGroup;
    int channel = coordinates[1] % channelsPerGroup;
    Hash choices = root.with(coordinates[0]).with(group);
    return chosenByAll(choices, coordinates, 0, channel, channelsPerGroup)
        ? hash.with(1).between(-4, 4)
        : 0;
  }

  /** Whether every tile that sees the element chose the channel, over the axes from one on. */
  private boolean chosenByAll(Hash block, int[] coordinates, int axis, int channel, int channels) {
    if (axis == convolution.spatial().size()) {
      return block.with(-1).below(channels) == channel;
    }
    int position = coordinates[2 + axis] + convolution.spatial().get(axis).padBefore();
    int last = position / TILE_STEP;
    int first = Math.max(0, Math.ceilDiv(position - (TILE_WIDTH - 1), TILE_STEP));
    for (int tile = first; tile <= last; tile++) {
      Hash inner = block.with(tile / TILES_ALIKE);
      if (!chosenByAll(inner, coordinates, axis + 1, channel, channels)) {
        return false;
      }
    }
    return true;
  }
}
