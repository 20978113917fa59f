package winofuzz.fuzz.inputs;

import java.util.Arrays;
import java.util.Locale;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.number.BinaryFormat;

/**
 * One draw of the inputs of any program. A value depends on the kind, the seed, the name of the
 * input and the place in it, and is one of the input's type.
 *
 * @param kind where the values come from
 * @param seed which of the kind's draws
 */
public record ArrayDrawing(Kind kind, long seed) {
  private static final int MOST_SMALL = 7;

  /** What the elements of an input are. */
  public enum Kind {
    /** Small integers. */
    LATTICE,
    /** Normally distributed; of one seed in four, a quarter scaled by powers of two. */
    REAL,
    /**
     * Signed zeros, denormals, the largest finite values, infinities and NaNs: over as many seeds
     * in a row as there are of these, each element is each of them once.
     */
    EDGES,
    /** One element of each input is not zero. */
    ONEHOT,
    /** Edge values among small integers. */
    SPECIAL,
    /** Sums of exact products on which a rounding too many shows. */
    ROUNDING
  }

  /**
   * Returns an input.
   *
   * @param dtype a type with values, without lanes
   */
  public Values draw(String name, DType dtype, int elements) {
    return dtype.isFloat() ? floats(name, dtype, elements) : integers(name, dtype, elements);
  }

  /** Edges are the same for all seeds but for where they begin. */
  private Hash root(String name) {
    return Hash.of(kind == Kind.EDGES ? 0 : seed)
        .with(kind.name().hashCode())
        .with(name.hashCode());
  }

  private Values floats(String name, DType dtype, int elements) {
    BinaryFormat format = Drawing.format(dtype);
    Drawing.Values source = source(root(name), format, elements);
    double[] cells = new double[elements];
    Arrays.setAll(cells, i -> source.at(new int[] {i}, root(name).with(i)));
    return dtype.kind() == DType.Kind.FLOAT64 ? Values.of(cells) : Values.of(dtype, cells);
  }

  private Drawing.Values source(Hash root, BinaryFormat format, int elements) {
    return switch (kind) {
      case LATTICE -> (_, hash) -> Lattice.value(hash, true, 0);
      case REAL -> (_, hash) -> Reals.value(seed, hash, format);
      case EDGES -> edges(format);
      case ONEHOT -> {
        int chosen = root.with(-1).below(Math.max(1, elements));
        yield (at, hash) -> at[0] == chosen ? hash.with(1).between(1, MOST_SMALL) : 0;
      }
      case SPECIAL -> new Specials(root, format);
      case ROUNDING -> new CloseCalls(seed, format);
    };
  }

  private Drawing.Values edges(BinaryFormat format) {
    double[] magnitudes = EdgeValues.magnitudes(format);
    int count = 2 * magnitudes.length;
    return (_, hash) -> {
      int edge = (int) Math.floorMod(hash.below(count) + seed, (long) count);
      double magnitude = magnitudes[edge / 2];
      return edge % 2 == 0 ? magnitude : -magnitude;
    };
  }

  private Values integers(String name, DType dtype, int elements) {
    Hash root = root(name);
    long[] cells = new long[elements];
    Arrays.setAll(cells, i -> integer(dtype, root.with(i)));
    return Values.of(dtype, cells);
  }

  private long integer(DType dtype, Hash hash) {
    if (dtype.isBool()) {
      return hash.below(2);
    }
    return switch (kind) {
      // They may be the places of elements, of which there are few.
      case LATTICE, ONEHOT, ROUNDING -> hash.below(MOST_SMALL + 1);
      case REAL -> hash.with(1).bits();
      case EDGES, SPECIAL -> {
        long[] edges = {dtype.kind().minValue(), -1, 0, 1, dtype.kind().maxValue()};
        yield edges[(int) Math.floorMod(hash.below(edges.length) + seed, (long) edges.length)];
      }
    };
  }

  /** Returns the draw's name, such as {@code lattice:3}. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + seed;
  }
}
