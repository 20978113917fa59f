package winofuzz.interpret;

import java.util.List;
import java.util.StringJoiner;
import java.util.function.Supplier;
import winofuzz.ir.Arg;
import winofuzz.ir.UOp;

/** The points of some ranges, laid out with the last range fastest. */
final class Space {
  /** The most elements that one array may have. */
  static final int MAX_ELEMENTS = 1 << 27;

  static final Space POINT = new Space(List.of(), List.of(), List.of());

  private final List<UOp> ranges;
  private final List<Integer> extents;
  private final List<Integer> starts;
  private final int[] extentArray;
  private final int[] strides;

  /**
   * @param ranges in the order of the layout
   * @param extents how many values of each range are looked at
   * @param starts the first value of each range that is looked at
   */
  Space(List<UOp> ranges, List<Integer> extents, List<Integer> starts) {
    this.ranges = List.copyOf(ranges);
    this.extents = List.copyOf(extents);
    this.starts = List.copyOf(starts);
    this.extentArray = View.array(extents);
    this.strides = Walk.contiguous(extentArray);
  }

  List<UOp> ranges() {
    return ranges;
  }

  List<Integer> extents() {
    return extents;
  }

  List<Integer> starts() {
    return starts;
  }

  /** Returns the number of points. */
  int size() {
    return elements(extents);
  }

  /** Returns the product of some extents; too large a one for an array is reported. */
  static int elements(List<Integer> extents) {
    double result = 1;
    for (int extent : extents) {
      result *= extent;
    }
    return requireSize(result, () -> "extents " + extents);
  }

  /** Returns a number of elements if an array may have that many; a larger one is reported. */
  static int requireSize(double elements, Supplier<String> what) {
    if (elements > MAX_ELEMENTS) {
      throw new EvaluationException(
          what.get() + ": expected at most " + MAX_ELEMENTS + " elements in one array");
    }
    return (int) elements;
  }

  /** Returns the extents; not to be changed. */
  int[] extentArray() {
    return extentArray;
  }

  /** Returns the stride of each of its ranges; not to be changed. */
  int[] strides() {
    return strides;
  }

  /** Returns its stride for each range of another space, 0 for ranges that it has not. */
  int[] stridesAlong(Space other) {
    return other.ranges.equals(ranges) ? strides : stridesAlong(other.ranges);
  }

  /** Returns its stride for each of some ranges, 0 for ranges that it has not. */
  int[] stridesAlong(List<UOp> along) {
    int[] result = new int[along.size()];
    for (int i = 0; i < result.length; i++) {
      int axis = ranges.indexOf(along.get(i));
      result[i] = axis < 0 ? 0 : strides[axis];
    }
    return result;
  }

  /** Returns the values of the ranges at a position, as text. */
  String describe(int position) {
    StringJoiner text = new StringJoiner(", ");
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
