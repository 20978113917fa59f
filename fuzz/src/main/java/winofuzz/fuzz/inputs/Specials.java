package winofuzz.fuzz.inputs;

import winofuzz.number.BinaryFormat;

/**
 * The domain {@code special}: small integers with edge values strewn in, from every other element
 * down to one in 256, as the seed has it, so that not every output is NaN.
 */
final class Specials implements Drawing.Values {
  private static final int[] RARITIES = {2, 16, 256};

  private final int rarity;
  private final double[] edges;

  Specials(Hash root, BinaryFormat format) {
    rarity = RARITIES[root.with(-1).below(RARITIES.length)];
    edges = EdgeValues.magnitudes(format);
  }

  @Override
  public double at(int[] coordinates, Hash hash) {
    if (hash.with(1).below(rarity) != 0) {
      return hash.with(2).between(-4, 4);
    }
    double edge = edges[hash.with(3).below(edges.length)];
    return hash.with(4).below(2) == 0 ? edge : -edge;
  }
}
