package winofuzz.metal;

import java.util.List;

/** Three numbers x, y, z: the size of a grid or a position in one. */
public record Extent(int x, int y, int z) {

  public static Extent of(int x, int y, int z) {
    return new Extent(x, y, z);
  }

  /** Returns the size of a grid from those in x, y, z. */
  public static Extent of(List<Integer> sizes) {
    return new Extent(sizes.get(0), sizes.get(1), sizes.get(2));
  }

  /** Returns how many positions a grid of this size has; the most a long holds if it has more. */
  public long count() {
    long plane = (long) x * y;
    return Math.multiplyHigh(plane, z) == 0 && plane * z >= 0 ? plane * z : Long.MAX_VALUE;
  }

  /** Returns the position number {@code index} in a grid of this size, x fastest. */
  public Extent position(long index) {
    return new Extent((int) (index % x), (int) (index / x % y), (int) (index / ((long) x * y)));
  }

  @Override
  public String toString() {
    return "(" + x + ", " + y + ", " + z + ")";
  }
}
