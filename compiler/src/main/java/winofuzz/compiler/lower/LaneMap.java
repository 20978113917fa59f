package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import winofuzz.ir.Arg.LaneAxis;

/**
 * Where the lanes of one set of axes lie among those of another.
 *
 * <p>Lanes are numbered in row-major order of their axes, the last axis fastest.
 */
final class LaneMap {
  private static final Comparator<LaneAxis> BY_ID =
      Comparator.comparingInt(LaneAxis::id).thenComparingInt(LaneAxis::size);

  private record Key(List<LaneAxis> from, List<LaneAxis> to) {}

  private final Map<Key, int[]> maps = new HashMap<>();

  /**
   * For each lane of {@code from}, the lane of {@code to} at the same point. Axes of {@code to}
   * that {@code from} lacks are at 0.
   */
  int[] map(List<LaneAxis> from, List<LaneAxis> to) {
    return maps.computeIfAbsent(new Key(from, to), LaneMap::compute);
  }

  private static int[] compute(Key key) {
    int[] result = new int[count(key.from)];
    int repeat = 1;
    for (int i = key.from.size() - 1; i >= 0; i--) {
      LaneAxis axis = key.from.get(i);
      int stride = strideOf(axis, key.to);
      for (int lane = 0; lane < result.length; lane++) {
        result[lane] += lane / repeat % axis.size() * stride;
      }
      repeat *= axis.size();
    }
    return result;
  }

  private static int strideOf(LaneAxis axis, List<LaneAxis> axes) {
    int at = axes.indexOf(axis);
    return at < 0 ? 0 : count(axes.subList(at + 1, axes.size()));
  }

  /** Returns how many lanes axes span. */
  static int count(List<LaneAxis> axes) {
    int result = 1;
    for (LaneAxis axis : axes) {
      result = Math.multiplyExact(result, axis.size());
    }
    return result;
  }

  /** Returns the axes of both, in order of id. */
  static List<LaneAxis> union(List<LaneAxis> a, List<LaneAxis> b) {
    if (a.containsAll(b)) {
      return a;
    }
    if (b.containsAll(a)) {
      return b;
    }
    TreeSet<LaneAxis> all = new TreeSet<>(BY_ID);
    all.addAll(a);
    all.addAll(b);
    return List.copyOf(all);
  }

  /** Returns the first axes without the second. */
  static List<LaneAxis> minus(List<LaneAxis> a, List<LaneAxis> b) {
    return a.stream().filter(axis -> !b.contains(axis)).toList();
  }

  /** One list after the other. */
  static List<LaneAxis> concat(List<LaneAxis> a, List<LaneAxis> b) {
    List<LaneAxis> result = new ArrayList<>(a);
    result.addAll(b);
    return result;
  }
}
