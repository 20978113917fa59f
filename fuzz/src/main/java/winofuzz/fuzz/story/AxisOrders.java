package winofuzz.fuzz.story;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import winofuzz.convolution.Convolution;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Values;
import winofuzz.number.Rational;

/**
 * Right values in wrong places: the output is written along its axes in one order and read in
 * another. Tried are all orders of writing, with tiles and offsets in these and without, against
 * the usual order of reading: as if each index were used for the axis at its place, where nothing
 * is known of an index beyond that axis; and as if the memory had the extents of the order of
 * reading.
 */
final class AxisOrders implements Explanation {
  /** More axes than this have too many orders to be tried. */
  private static final int MOST_AXES = 7;

  /** One element in so many must have indices within their axes for a substitution to be told. */
  private static final int LEAST_KNOWN = 2;

  /**
   * An axis of the output.
   *
   * @param name for people
   * @param extent how many there are; of tiles, the last one counts as whole
   * @param isOffset whether it goes along the inside of a tile
   */
  private record Axis(String name, int extent, boolean isOffset) {}

  private final int tile;

  /**
   * An explanation.
   *
   * @param tile outputs of a tile; 1 for an output that is not in tiles
   */
  AxisOrders(int tile) {
    this.tile = tile;
  }

  @Override
  public Optional<Mistake> of(Sight sight) {
    Convolution c = sight.convolution();
    List<Axis> read = axes(c);
    if (read.size() > MOST_AXES || read.size() < 2) {
      return Optional.empty();
    }
    Convolution whole = wholeTiles(c);
    Values values = ExactConvolution.evaluate(whole, sight.activation(), sight.weight());
    Rational[] exact = new Rational[values.size()];
    Arrays.setAll(exact, values::exactAt);
    int[][] indices = indices(c, read);
    int[][] all = indices(whole, read);
    List<Axis> best = null;
    int most = indices[0].length / LEAST_KNOWN;
    for (List<Axis> written : Orders.of(read)) {
      if (!written.equals(read)) {
        int known =
            isReadAs(sight, exact, indices, all, read, written)
                ? indices[0].length
                : substituted(sight, exact, indices, all, read, written);
        if (known > most) {
          most = known;
          best = written;
        }
      }
    }
    return best == null
        ? Optional.empty()
        : Optional.of(mistake(best, read, indices[0].length - most));
  }

  /**
   * Returns how many elements are as if the index of each axis were used for the one that is
   * written at its place; 0 if one is known not to be.
   */
  private static int substituted(
      Sight sight,
      Rational[] exact,
      int[][] indices,
      int[][] all,
      List<Axis> read,
      List<Axis> written) {
    int[] strides = new int[read.size()];
    for (int k = 0; k < strides.length; k++) {
      strides[k] = stride(all[read.indexOf(written.get(k))]);
    }
    int[] sources = new int[indices[0].length];
    int known = 0;
    for (int i = 0; i < sources.length; i++) {
      for (int k = 0; k < strides.length && sources[i] >= 0; k++) {
        boolean isWithin = indices[k][i] < written.get(k).extent;
        sources[i] = isWithin ? sources[i] + indices[k][i] * strides[k] : -1;
      }
      known += sources[i] >= 0 ? 1 : 0;
    }
    return sight.matches(i -> sources[i] < 0 ? null : exact[sources[i]]) ? known : 0;
  }

  /** Returns the first element with an index of 1 along an axis: by how much one step moves. */
  private static int stride(int[] alongAxis) {
    int element = 0;
    while (alongAxis[element] != 1) {
      element++;
    }
    return element;
  }

  /** Whether what is written in one order is read as if it had been in the other. */
  private static boolean isReadAs(
      Sight sight,
      Rational[] exact,
      int[][] indices,
      int[][] all,
      List<Axis> read,
      List<Axis> written) {
    Rational[] memory = new Rational[exact.length];
    int[][] ofWritten = written.stream().map(a -> all[read.indexOf(a)]).toArray(int[][]::new);
    for (int i = 0; i < exact.length; i++) {
      memory[place(ofWritten, written, i)] = exact[i];
    }
    return sight.matches(i -> memory[place(indices, read, i)]);
  }

  private static int place(int[][] indices, List<Axis> order, int element) {
    int place = 0;
    for (int k = 0; k < order.size(); k++) {
      place = place * order.get(k).extent + indices[k][element];
    }
    return place;
  }

  /** Returns the axes of more than one index in the usual order. */
  private List<Axis> axes(Convolution c) {
    List<Axis> all = new ArrayList<>();
    all.add(new Axis("batch", c.batch(), false));
    all.add(new Axis("group", c.groups(), false));
    all.add(new Axis("cout", c.cout() / c.groups(), false));
    String names = "zyx".substring(3 - c.spatial().size());
    for (int i = 0; i < c.spatial().size(); i++) {
      int output = c.spatial().get(i).output();
      String name = (tile > 1 ? "tile-" : "out-") + names.charAt(i);
      all.add(new Axis(name, (output + tile - 1) / tile, false));
    }
    for (int i = 0; i < c.spatial().size(); i++) {
      all.add(new Axis("offset-" + names.charAt(i), tile, true));
    }
    return all.stream().filter(axis -> axis.extent > 1).toList();
  }

  /** Returns the convolution with more padding, so that its output is whole tiles. */
  private Convolution wholeTiles(Convolution c) {
    List<Convolution.Axis> axes = new ArrayList<>();
    for (Convolution.Axis a : c.spatial()) {
      int missing = (tile - a.output() % tile) % tile;
      int spare = (a.padded() - a.reach()) % a.stride();
      int added = missing == 0 ? 0 : missing * a.stride() - spare;
      axes.add(
          new Convolution.Axis(
              a.size(), a.kernel(), a.padBefore(), a.padAfter() + added, a.stride(), a.dilation()));
    }
    return new Convolution(c.batch(), c.cin(), c.cout(), c.groups(), axes, c.dtype());
  }

  /** Returns the index of each element of an output along each of some axes. */
  private int[][] indices(Convolution c, List<Axis> axes) {
    int[][] result = new int[axes.size()][Math.toIntExact(Convolution.product(c.outputShape()))];
    for (int k = 0; k < axes.size(); k++) {
      Axis axis = axes.get(k);
      Arrays.setAll(result[k], i -> index(c, axis, i));
    }
    return result;
  }

  private int index(Convolution c, Axis axis, int element) {
    int rest = element;
    String names = "zyx".substring(3 - c.spatial().size());
    for (int i = c.spatial().size() - 1; i >= 0; i--) {
      int extent = c.spatial().get(i).output();
      int at = rest % extent;
      rest /= extent;
      if (axis.name.endsWith("-" + names.charAt(i))) {
        return axis.isOffset ? at % tile : at / tile;
      }
    }
    int perGroup = c.cout() / c.groups();
    return switch (axis.name) {
      case "cout" -> rest % perGroup;
      case "group" -> rest / perGroup % c.groups();
      default -> rest / c.cout(); // The only axis left: batch.
    };
  }

  /** Names the axes whose places differ, without those before and after them. */
  private static Mistake mistake(List<Axis> written, List<Axis> read, int unknown) {
    int from = 0;
    int to = written.size();
    while (written.get(from).equals(read.get(from))) {
      from++;
    }
    while (written.get(to - 1).equals(read.get(to - 1))) {
      to--;
    }
    return new Mistake(
        "output axis order",
        ("Right values in wrong places: the output is written in the order (%s) and read in the"
                + " order (%s).")
            .formatted(names(written.subList(from, to)), names(read.subList(from, to))),
        unknown);
  }

  private static String names(List<Axis> axes) {
    return axes.stream().map(Axis::name).collect(Collectors.joining(", "));
  }
}
