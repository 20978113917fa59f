package winofuzz.fuzz.inputs;

/**
 * A splittable stream of random bits: {@link #with} goes to a child that depends on every number on
 * the way, so that a value is a function of its coordinates and of nothing drawn before it.
 *
 * @param bits the state, 64 well-mixed bits
 */
public record Hash(long bits) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  public static Hash of(long seed) {
    return new Hash(mix(seed + GOLDEN));
  }

  /** The child named by a number. */
  public Hash with(long child) {
    return new Hash(mix(bits ^ mix(child + GOLDEN)) + GOLDEN);
  }

  /** Uniform in {@code 0 .. bound - 1}. */
  public int below(int bound) {
    return (int) Math.multiplyHigh(mix(bits) >>> 1, 2L * bound);
  }

  /** Uniform in {@code low .. high}, both included. */
  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** Uniform in [0, 1), on a grid of 2^-53. */
  public double unit() {
    return (mix(bits) >>> 11) * 0x1p-53;
  }

  /** Standard normal, by Box and Muller. */
  public double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - with(1).unit()));
    return radius * StrictMath.cos(2 * Math.PI * with(2).unit());
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Generators). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
