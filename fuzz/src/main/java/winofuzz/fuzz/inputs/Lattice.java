package winofuzz.fuzz.inputs;

/**
 * The domain {@code lattice}, before certification: small integers in the activation, multiples of
 * 576 in the weight (576 clears every denominator of the weight transform in two dimensions). Each
 * further attempt at a draw takes sparser weights, which round in fewer places.
 */
final class Lattice {
  private static final int DENOMINATOR = 576;

  private Lattice() {}

  static double value(Hash hash, boolean activation, int attempt) {
    if (activation) {
      return hash.with(1).between(-4, 4);
    }
    boolean zero = hash.with(2).below(attempt + 2) != 0;
    int sign = hash.with(3).below(2) == 0 ? 1 : -1;
    return zero ? 0 : sign * DENOMINATOR * hash.with(1).between(1, 4);
  }
}
