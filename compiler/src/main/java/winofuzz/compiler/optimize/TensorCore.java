package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import winofuzz.convolution.Target;
import winofuzz.ir.DType;

/**
 * A matrix unit: {@code D = A B + C} by the lanes of one simdgroup, each lane holding a fragment of
 * every matrix.
 *
 * <p>All matrices are seen as having axes of size 2 only. An axis of the product is either spread
 * over lanes ({@code l}) or held within a lane ({@code u}); an axis of the inner products ({@code
 * r}) is neither. How a lane's fragment of A lies in A, and of B in B, is a permutation of all
 * these axes.
 *
 * @param n columns of B and D
 * @param m rows of A and D
 * @param k columns of A, rows of B
 * @param threads lanes of the simdgroup
 * @param fragments elements a lane holds of A, B and C
 * @param input type of A and B
 * @param output type of C and D
 * @param splits how the axes of the product are split off from columns (0) and rows (1), in order
 * @param first which axis of A takes the place of each axis, in the order lanes, within, inner
 * @param second the same of B
 */
public record TensorCore(
    int n,
    int m,
    int k,
    int threads,
    List<Integer> fragments,
    DType input,
    DType output,
    List<Split> splits,
    List<Axis> first,
    List<Axis> second) {

  /** What holds the two positions along an axis of size 2. */
  public enum Holder {
    /** The bit of a lane's number. */
    LANE('l'),
    /** Two elements of one lane. */
    WITHIN('u'),
    /** The terms of an inner product. */
    INNER('r');

    private final char letter;

    Holder(char letter) {
      this.letter = letter;
    }

    static Holder of(char letter) {
      return Arrays.stream(values()).filter(h -> h.letter == letter).findFirst().orElseThrow();
    }
  }

  /**
   * An axis of size 2.
   *
   * @param holder what holds its two positions
   * @param index which one of those, from 0
   */
  public record Axis(Holder holder, int index) {
    @Override
    public String toString() {
      return holder.letter + "" + index;
    }
  }

  /**
   * One axis of the product.
   *
   * @param holder lane or within
   * @param dimension 0: halves the columns; 1: halves the rows
   */
  public record Split(Holder holder, int dimension) {}

  /** Checks that the parts describe one unit; they are constants, so a contradiction is a bug. */
  public TensorCore {
    fragments = List.copyOf(fragments);
    splits = List.copyOf(splits);
    first = List.copyOf(first);
    second = List.copyOf(second);
    long lanes = splits.stream().filter(s -> s.holder == Holder.LANE).count();
    require(1 << lanes == threads, "lanes", threads);
    require(1 << (splits.size() - lanes) == fragments.get(2), "fragment of C", fragments);
    require(1 << splits.stream().filter(s -> s.dimension == 0).count() == n, "columns", n);
    require(1 << splits.stream().filter(s -> s.dimension == 1).count() == m, "rows", m);
    for (List<Axis> permuted : List.of(first, second)) {
      require(permuted.stream().distinct().count() == permuted.size(), "permutation", permuted);
      require(1 << permuted.size() == n * m * k, "axes", permuted);
    }
  }

  private static void require(boolean holds, String what, Object found) {
    if (!holds) {
      throw new AssertionError("matrix unit: contradiction in " + what + ": " + found);
    }
  }

  /**
   * Returns the sizes of the three axes a unit takes: columns, rows, terms of the inner products.
   */
  public int size(int dimension) {
    return switch (dimension) {
      case 0 -> n;
      case 1 -> m;
      default -> k;
    };
  }

  /** Returns how many axes of size 2 the inner products have. */
  public int innerAxes() {
    return Integer.numberOfTrailingZeros(k);
  }

  /** All axes in the order in which scheduling splits them off. */
  public List<Axis> axes() {
    Map<Holder, Integer> seen = new EnumMap<>(Holder.class);
    Stream<Axis> product =
        splits.stream().map(s -> new Axis(s.holder, seen.merge(s.holder, 1, Integer::sum) - 1));
    return Stream.concat(product, innerAxes(Holder.INNER)).toList();
  }

  private Stream<Axis> innerAxes(Holder holder) {
    return axes(holder, innerAxes());
  }

  private static Stream<Axis> axes(Holder holder, int count) {
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      axes.add(new Axis(holder, i));
    }
    return axes.stream();
  }

  /**
   * For each of {@link #axes}, which of them takes its place in a matrix.
   *
   * @param placement {@link #first} or {@link #second}
   */
  public List<Integer> permutation(List<Axis> placement) {
    int lanes = (int) splits.stream().filter(s -> s.holder == Holder.LANE).count();
    List<Axis> canonical =
        Stream.of(
                axes(Holder.LANE, lanes),
                axes(Holder.WITHIN, splits.size() - lanes),
                axes(Holder.INNER, innerAxes()))
            .flatMap(s -> s)
            .toList();
    List<Axis> axes = axes();
    return axes.stream().map(a -> axes.indexOf(placement.get(canonical.indexOf(a)))).toList();
  }

  /** Returns the permutation that undoes one. */
  static List<Integer> inverse(List<Integer> permutation) {
    List<Integer> result = new ArrayList<>(Collections.nCopies(permutation.size(), 0));
    for (int i = 0; i < permutation.size(); i++) {
      result.set(permutation.get(i), i);
    }
    return result;
  }

  /**
   * Returns the axes that a lane holds, fastest last: those of the product before those of the
   * inner products. A fragment takes the first few.
   */
  public List<Axis> held() {
    int within = (int) splits.stream().filter(s -> s.holder == Holder.WITHIN).count();
    List<Axis> slowestLast =
        Stream.concat(innerAxes(Holder.INNER), axes(Holder.WITHIN, within)).toList();
    return slowestLast.reversed();
  }

  /** Returns the matrix units of a target, the preferred one first. */
  public static List<TensorCore> of(Target target) {
    return target.hasTensorCores() ? APPLE : List.of();
  }

  private static final List<TensorCore> APPLE =
      List.of(
          apple(DType.FLOAT32, DType.FLOAT32),
          apple(DType.FLOAT16, DType.FLOAT32),
          apple(DType.FLOAT16, DType.FLOAT16),
          apple(DType.BFLOAT16, DType.FLOAT32),
          apple(DType.BFLOAT16, DType.BFLOAT16));

  /** Returns the 8x8 units of Apple GPUs: two elements of each matrix in each of 32 lanes. */
  private static TensorCore apple(DType input, DType output) {
    return new TensorCore(
        8,
        8,
        8,
        32,
        List.of(2, 2, 2),
        input,
        output,
        splits("u0 l0 l1 l1 l0 l1"),
        placement("r1 l1 l2 r2 l4 r0 u0 l0 l3"),
        placement("l0 r0 r1 l3 r2 u0 l1 l2 l4"));
  }

  private static List<Split> splits(String text) {
    return placement(text).stream().map(a -> new Split(a.holder, a.index)).toList();
  }

  private static List<Axis> placement(String text) {
    return Arrays.stream(text.split(" "))
        .map(a -> new Axis(Holder.of(a.charAt(0)), a.charAt(1) - '0'))
        .toList();
  }
}
