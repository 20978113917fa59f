package winofuzz.fuzz.equal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import winofuzz.interpret.Evaluation.Probe;
import winofuzz.ir.UOp;

/**
 * The points over which two values are compared: all combinations of the ranges that either of them
 * depends on.
 *
 * @param extents of the axes
 * @param first for each axis the stride of the first value, 0 where it does not depend on it
 * @param second as {@code first}, of the second value
 */
record JointLayout(List<Integer> extents, List<Integer> first, List<Integer> second) {
  /** More points are not compared. */
  private static final double MOST_POINTS = 1 << 24;

  /**
   * Ranges that correspond.
   *
   * @param pairs the range of the second graph for each of the first; all others are themselves
   * @param known nodes that both graphs have
   */
  record Ranges(Map<UOp, UOp> pairs, Set<UOp> known) {
    private Optional<UOp> ofSecond(UOp range) {
      UOp pair = pairs.get(range);
      return pair != null ? Optional.of(pair) : Optional.of(range).filter(known::contains);
    }

    private boolean hasPair(UOp rangeOfSecond) {
      return pairs.containsValue(rangeOfSecond) || known.contains(rangeOfSecond);
    }
  }

  /** Returns how two values are compared; empty where their axes do not correspond. */
  static Optional<JointLayout> of(Probe a, Probe b, Ranges ranges) {
    boolean areOverRanges =
        a.extents().size() == a.ranges().size() && b.extents().size() == b.ranges().size();
    if (areOverRanges) {
      return overRanges(a, b, ranges);
    }
    List<Integer> strides = strides(a.extents());
    return a.extents().equals(b.extents())
        ? Optional.of(new JointLayout(a.extents(), strides, strides))
        : Optional.empty();
  }

  private static Optional<JointLayout> overRanges(Probe a, Probe b, Ranges ranges) {
    List<Integer> extents = new ArrayList<>(a.extents());
    List<Integer> first = new ArrayList<>(strides(a.extents()));
    List<Integer> second = new ArrayList<>();
    List<Integer> ofSecond = strides(b.extents());
    List<UOp> rest = new ArrayList<>(b.ranges());
    for (int axis = 0; axis < a.ranges().size(); axis++) {
      Optional<UOp> pair = ranges.ofSecond(a.ranges().get(axis));
      if (pair.isEmpty()) {
        return Optional.empty();
      }
      int other = b.ranges().indexOf(pair.get());
      if (other >= 0 && !b.extents().get(other).equals(extents.get(axis))) {
        return Optional.empty();
      }
      second.add(other < 0 ? 0 : ofSecond.get(other));
      rest.remove(pair.get());
    }
    for (UOp range : rest) {
      if (!ranges.hasPair(range)) {
        return Optional.empty();
      }
      int axis = b.ranges().indexOf(range);
      extents.add(b.extents().get(axis));
      first.add(0);
      second.add(ofSecond.get(axis));
    }
    return extents.stream().mapToDouble(Integer::doubleValue).reduce(1, (x, y) -> x * y)
            > MOST_POINTS
        ? Optional.empty()
        : Optional.of(new JointLayout(extents, first, second));
  }

  private static List<Integer> strides(List<Integer> extents) {
    Integer[] result = new Integer[extents.size()];
    int stride = 1;
    for (int axis = result.length - 1; axis >= 0; axis--) {
      result[axis] = stride;
      stride *= extents.get(axis);
    }
    return List.of(result);
  }

  /** Returns the number of points. */
  int size() {
    return extents.stream().reduce(1, (a, b) -> a * b);
  }

  /** Returns the place of a point in the first value. */
  int inFirst(int point) {
    return place(point, first);
  }

  /** Returns the place of a point in the second value. */
  int inSecond(int point) {
    return place(point, second);
  }

  private int place(int point, List<Integer> strides) {
    int rest = point;
    int result = 0;
    for (int axis = extents.size() - 1; axis >= 0; axis--) {
      result += rest % extents.get(axis) * strides.get(axis);
      rest /= extents.get(axis);
    }
    return result;
  }
}
