package winofuzz.interpret;

import java.util.List;
import java.util.StringJoiner;
import java.util.function.Supplier;
import winofuzz.ir.Arg;
import winofuzz.ir.UOp;

/**
 * The points of some ranges, laid out with the last range fastest.
 *
 * @param ranges in the order of the layout
 * @param extents how many values of each range are looked at
 * @param starts the first value of each range that is looked at
 */
record Space(List<UOp> ranges, List<Integer> extents, List<Integer> starts) {
  Space {
    ranges = List.copyOf(ranges);
    extents = List.copyOf(extents);
    starts = List.copyOf(starts);
  }

  /** How many elements one array may have. */
  static final int MAX_ELEMENTS = 1 << 27;

  static final Space POINT = new Space(List.of(), List.of(), List.of());

  /** How many points there are. */
  int size() {
    return elements(extents);
  }

  /** The product of some extents; too large a one for an array is reported. */
  static int elements(List<Integer> extents) {
    double result = 1;
    for (int extent : extents) {
      result *= extent;
    }
    return requireSize(result, () -> "extents " + extents);
  }

  /** A number of elements, if an array may have so many. */
  static int requireSize(double elements, Supplier<String> what) {
    if (elements > MAX_ELEMENTS) {
      throw new EvaluationException(
          what.get() + ": expected at most " + MAX_ELEMENTS + " elements in one array");
    }
    return (int) elements;
  }

  int[] extentArray() {
    return extents.stream().mapToInt(Integer::intValue).toArray();
  }

  /** How far apart neighbours along each of some ranges are in this layout; 0 for other ranges. */
  int[] stridesAlong(List<UOp> along) {
    int[] own = Walk.contiguous(extentArray());
    int[] result = new int[along.size()];
    for (int i = 0; i < result.length; i++) {
      int axis = ranges.indexOf(along.get(i));
      result[i] = axis < 0 ? 0 : own[axis];
    }
    return result;
  }

  /** The values of the ranges at a position, as text. */
  String describe(int position) {
    StringJoiner text = new StringJoiner(", ");
    int[] strides = Walk.contiguous(extentArray());
    for (int axis = 0; axis < strides.length; axis++) {
      int value = starts.get(axis) + position / strides[axis] % extents.get(axis);
      text.add(name(ranges.get(axis)) + "=" + value);
    }
    return text.toString();
  }

  private static String name(UOp range) {
    return range.arg() instanceof Arg.Axis axis
        ? "r"
            + String.join("_", axis.id().stream().map(String::valueOf).toList())
            + " ("
            + axis.role().label()
            + ")"
        : range.arg().toString();
  }
}
