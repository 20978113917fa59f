package winofuzz.fuzz.inputs;

import winofuzz.number.BinaryFormat;

/**
 * The domain {@code rounding}: products are exact, and their sums are such that a rounding too
 * many, too early or to the wrong side changes the result. The weight is 1 or -1. Which kind of
 * sums a draw has is chosen by its seed:
 *
 * <ul>
 *   <li><em>absorbed</em>: few large terms among many small ones, each of which is lost where it is
 *       added to a large one in a type as narrow as that of the inputs;
 *   <li><em>cancelling</em>: as above, with large terms of both signs, so that what is left of the
 *       sum is as small as what is lost;
 *   <li><em>halfway</em>: multiples of half a unit in the last place of a large term, so that the
 *       sum of two lies halfway between two numbers of the type or next to there.
 * </ul>
 */
final class CloseCalls implements Drawing.Values {
  /** One in how many elements is a large one. */
  private static final int LARGE_ONE_IN = 8;

  /** Of a type as wide as what sums are added up in, no term may be lost. */
  private static final int MOST_BITS = 11;

  private enum Kind {
    ABSORBED,
    CANCELLING,
    HALFWAY
  }

  private final Kind kind;
  private final double large;
  private final double unit;

  /**
   * @param seed of the inputs, so that activation and weight are of one kind
   */
  CloseCalls(long seed, BinaryFormat format) {
    Hash choices = Hash.of(seed).with(-1);
    kind = Kind.values()[choices.with(1).below(Kind.values().length)];
    int bits = Math.min(MOST_BITS, format.precision());
    large = Math.scalb(1.0, choices.with(2).below(3));
    // Half a unit in the last place of the large terms.
    unit = Math.scalb(large, -bits);
  }

  /** The weight: a sign, which the kinds with one sign do without. */
  double sign(Hash hash) {
    return kind == Kind.CANCELLING && hash.with(1).below(2) == 0 ? -1 : 1;
  }

  /** The activation. */
  @Override
  public double at(int[] coordinates, Hash hash) {
    boolean isLarge = hash.with(1).below(LARGE_ONE_IN) == 0;
    double small = unit * hash.with(2).between(1, kind == Kind.HALFWAY ? 1 : 3);
    return switch (kind) {
      case ABSORBED, CANCELLING -> isLarge ? large : small;
      case HALFWAY -> isLarge ? large + 2 * unit * hash.with(3).below(4) : small;
    };
  }
}
