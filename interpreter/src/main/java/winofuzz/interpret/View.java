package winofuzz.interpret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An array seen through strides: the value of a node at stage tensor. */
final class View {
  private final Values values;
  private final List<Integer> shape;
  private final int[] strides;
  private final int offset;

  private View(Values values, List<Integer> shape, int[] strides, int offset) {
    this.values = values;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
  }

  /** An array in its own order. */
  static View of(Values values, List<Integer> shape) {
    return new View(values, shape, Walk.contiguous(array(shape)), 0);
  }

  static int[] array(List<Integer> shape) {
    int[] result = new int[shape.size()];
    for (int axis = 0; axis < result.length; axis++) {
      result[axis] = shape.get(axis);
    }
    return result;
  }

  Values values() {
    return values;
  }

  int[] strides() {
    return strides.clone();
  }

  int offset() {
    return offset;
  }

  /** The same elements in their own order, from the start of an array. */
  View laidOut(Machine machine) {
    int[] contiguous = Walk.contiguous(array(shape));
    int size = Space.elements(shape);
    Walk walk = new Walk(array(shape), new int[][] {contiguous, strides}, new int[] {0, offset});
    if (walk.isContiguous(1) && offset == 0 && size == values.size()) {
      return new View(values, shape, contiguous, 0);
    }
    return of(machine.of(values.dtype()).copy(values.dtype(), size, walk, values), shape);
  }

  /** A scalar seen as an array of a shape; any other view is of that shape already. */
  View broadcast(List<Integer> to) {
    return shape.isEmpty() ? new View(values, to, new int[to.size()], offset) : this;
  }

  View permute(List<Integer> order) {
    return new View(
        values,
        order.stream().map(shape::get).toList(),
        order.stream().mapToInt(axis -> strides[axis]).toArray(),
        offset);
  }

  View expand(List<Integer> to) {
    int[] result = strides.clone();
    for (int axis = 0; axis < result.length; axis++) {
      if (!shape.get(axis).equals(to.get(axis))) {
        result[axis] = 0;
      }
    }
    return new View(values, to, result, offset);
  }

  View shrink(List<Integer> begin, List<Integer> to) {
    int from = offset;
    for (int axis = 0; axis < strides.length; axis++) {
      from += begin.get(axis) * strides[axis];
    }
    return new View(values, to, strides, from);
  }

  View flip(List<Boolean> axes) {
    int[] result = strides.clone();
    int from = offset;
    for (int axis = 0; axis < result.length; axis++) {
      if (axes.get(axis)) {
        from += (shape.get(axis) - 1) * strides[axis];
        result[axis] = -strides[axis];
      }
    }
    return new View(values, shape, result, from);
  }

  View pad(Machine machine, List<Integer> before, List<Integer> to) {
    int[] contiguous = Walk.contiguous(array(to));
    int at = 0;
    for (int axis = 0; axis < contiguous.length; axis++) {
      at += before.get(axis) * contiguous[axis];
    }
    Walk walk = new Walk(array(shape), new int[][] {contiguous, strides}, new int[] {at, offset});
    return of(
        machine.of(values.dtype()).copy(values.dtype(), Space.elements(to), walk, values), to);
  }

  View reshape(Machine machine, List<Integer> to) {
    return reshaped(to).orElseGet(() -> of(laidOut(machine).values, to));
  }

  /** A view with the new shape, if the strides of the old one can be split and merged to it. */
  private Optional<View> reshaped(List<Integer> to) {
    if (Space.elements(shape) == 0) {
      return Optional.empty();
    }
    int[] result = new int[to.size()];
    int newAxis = to.size() - 1;
    int axis = shape.size() - 1;
    while (newAxis >= 0) {
      if (to.get(newAxis) == 1) {
        newAxis--;
        continue;
      }
      while (shape.get(axis) == 1) {
        axis--;
      }
      // Take in old axes until they have room for the new one, then split new axes off.
      long room = shape.get(axis);
      int step = strides[axis];
      List<Integer> taken = new ArrayList<>(List.of(axis));
      while (room < to.get(newAxis)) {
        int next = taken.getLast() - 1;
        if (shape.get(next) != 1) {
          if (strides[next] != step * room) {
            return Optional.empty();
          }
          room *= shape.get(next);
        }
        taken.add(next);
      }
      int stride = step;
      while (newAxis >= 0 && room > 1 && room % to.get(newAxis) == 0) {
        result[newAxis] = stride;
        stride *= to.get(newAxis);
        room /= to.get(newAxis);
        newAxis--;
      }
      if (room > 1) {
        return Optional.empty();
      }
      axis = taken.getLast() - 1;
    }
    return Optional.of(new View(values, to, result, offset));
  }
}
