package winofuzz.fuzz.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import winofuzz.convolution.Convolution;

/**
 * Which elements of an output are wrong.
 *
 * @param shape of the output: batch, output channels, then its spatial axes
 * @param groups into which the channels are split
 * @param tile outputs of a tile along a spatial axis; 1 where there are no tiles
 * @param wrong the indices of the wrong elements, row-major, in order
 */
public record OutputPicture(List<Integer> shape, int groups, int tile, List<Integer> wrong) {
  /** Outputs of a tile of F(4x4,3x3). */
  public static final int WINOGRAD_TILE = 4;

  private static final int SPATIAL = 2;

  public OutputPicture {
    shape = List.copyOf(shape);
    wrong = List.copyOf(wrong);
  }

  static OutputPicture of(Convolution c, List<Integer> wrong) {
    boolean isTiled = c.spatial().stream().anyMatch(a -> a.kernel() == 3);
    return new OutputPicture(c.outputShape(), c.groups(), isTiled ? WINOGRAD_TILE : 1, wrong);
  }

  /** Returns how many elements the output has. */
  public int size() {
    return Math.toIntExact(Convolution.product(shape));
  }

  /** Returns how many planes of the two innermost axes there are. */
  public int planes() {
    return size() / (height() * width());
  }

  /** Returns the extent of the axis before the innermost; 1 where there is only one. */
  public int height() {
    return shape.size() > SPATIAL + 1 ? shape.get(shape.size() - 2) : 1;
  }

  /** Returns the extent of the innermost axis. */
  public int width() {
    return shape.getLast();
  }

  /** {@code batch 1, channel 0}: which one a plane is. */
  public String plane(int number) {
    int rest = number;
    List<String> words = new ArrayList<>();
    if (shape.size() > SPATIAL + 2) {
      int depth = shape.get(SPATIAL);
      words.add("z " + rest % depth);
      rest /= depth;
    }
    words.addFirst("channel " + rest % shape.get(1));
    words.addFirst("batch " + rest / shape.get(1));
    return String.join(", ", words);
  }

  /** {@code batch 1, channel 0, y 4, x 0: tile (1, 0), offset (0, 0)}: where an element is. */
  public String position(int index) {
    StringBuilder text = new StringBuilder();
    coordinates(index)
        .forEach(
            (axis, value) -> {
              if (!axis.startsWith("tile ") && !axis.startsWith("offset ")) {
                text.append(text.isEmpty() ? "" : ", ").append(axis).append(' ').append(value);
              }
            });
    if (tile > 1) {
      text.append(": tile ").append(tuple(index, "tile "));
      text.append(", offset ").append(tuple(index, "offset "));
    }
    return text.toString();
  }

  private String tuple(int index, String kind) {
    List<Integer> values = new ArrayList<>();
    coordinates(index)
        .forEach(
            (axis, value) -> {
              if (axis.startsWith(kind)) {
                values.add(value);
              }
            });
    return values.toString().replace('[', '(').replace(']', ')');
  }

  /** Returns the coordinates of an element by the names of the axes, tiles and offsets included. */
  Map<String, Integer> coordinates(int index) {
    Map<String, Integer> result = new LinkedHashMap<>();
    int stride = size();
    int rest = index;
    int axes = shape.size();
    for (int axis = 0; axis < axes; axis++) {
      stride /= shape.get(axis);
      int at = rest / stride;
      rest %= stride;
      if (axis >= SPATIAL) {
        String name = List.of("z", "y", "x").get(3 - axes + axis);
        result.put(name, at);
        if (tile > 1) {
          result.put("tile " + name, at / tile);
          result.put("offset " + name, at % tile);
        }
      } else {
        result.put(axis == 0 ? "batch" : "channel", at);
        if (axis == 1 && groups > 1) {
          result.put("group", at / (shape.get(1) / groups));
        }
      }
    }
    return result;
  }

  /** Returns what the wrong elements have in common, in one sentence. */
  public String words() {
    if (wrong.size() == size()) {
      return "Every element is wrong.";
    }
    Map<String, SortedSet<Integer>> bad = values(wrong);
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, SortedSet<Integer>> axis : bad.entrySet()) {
      boolean isCoarse = tile > 1 && List.of("x", "y", "z").contains(axis.getKey());
      SortedSet<Integer> whole = whole(axis.getKey(), bad);
      if (!isCoarse && !axis.getValue().equals(whole)) {
        parts.add(restricted(axis.getKey(), axis.getValue(), whole));
      }
    }
    long covered =
        IntStream.range(0, size())
            .filter(
                i ->
                    coordinates(i).entrySet().stream()
                        .allMatch(
                            at ->
                                bad.getOrDefault(at.getKey(), new TreeSet<>())
                                    .contains(at.getValue())))
            .count();
    String count = "%d of %d elements are wrong".formatted(wrong.size(), size());
    if (parts.isEmpty()) {
      return count + ", on every batch, channel and tile.";
    }
    String where = String.join(", ", parts);
    return covered == wrong.size()
        ? "%s: all of %s.".formatted(count, where)
        : "%s, all within %s.".formatted(count, where);
  }

  /** Returns all coordinates along an axis; of offsets those of the tiles that are wrong. */
  private SortedSet<Integer> whole(String axis, Map<String, SortedSet<Integer>> bad) {
    String tiles = axis.replace("offset ", "tile ");
    SortedSet<Integer> result = new TreeSet<>();
    for (int i = 0; i < size(); i++) {
      Map<String, Integer> at = coordinates(i);
      boolean isAsked =
          tiles.equals(axis) || bad.getOrDefault(tiles, new TreeSet<>()).contains(at.get(tiles));
      Integer value = at.get(axis);
      if (isAsked && value != null) {
        result.add(value);
      }
    }
    return result;
  }

  private Map<String, SortedSet<Integer>> values(List<Integer> elements) {
    Map<String, SortedSet<Integer>> result = new LinkedHashMap<>();
    for (int element : elements) {
      coordinates(element)
          .forEach((axis, at) -> result.computeIfAbsent(axis, k -> new TreeSet<>()).add(at));
    }
    return result;
  }

  /** {@code every tile y but the first}. */
  private static String restricted(String axis, SortedSet<Integer> some, SortedSet<Integer> whole) {
    SortedSet<Integer> others = new TreeSet<>(whole);
    others.removeAll(some);
    if (others.size() == 1 && whole.size() > 2) {
      int other = others.first();
      return "every %s but %s".formatted(axis, named(other, whole));
    }
    if (some.size() == 1) {
      return "%s %s".formatted(axis, named(some.first(), whole));
    }
    return axis + " " + String.join(", ", some.stream().map(String::valueOf).toList());
  }

  private static String named(int value, SortedSet<Integer> whole) {
    return value == whole.first() && whole.size() > 2
        ? value + " (the first)"
        : value == whole.last() && whole.size() > 2 ? value + " (the last)" : "" + value;
  }
}
