package winofuzz.interpret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An array seen through strides: the value of a node at stage tensor.
 *
 * <p>If strides through the array cannot express a view, it is a view of another view in that one's
 * order. Elements that are never read then need no memory, such as most of the repeated images from
 * which windows are cut.
 */
final class View {
  private final Values values;
  private final List<Integer> shape;
  private final int[] strides;
  private final int offset;

  /** The view that the strides step through, in its own order; null for the array. */
  private final @Nullable View through;

  private View(
      Values values, List<Integer> shape, int[] strides, int offset, @Nullable View through) {
    this.values = values;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.through = through;
  }

  /** Returns another view of the same array. */
  private View seen(List<Integer> as, int[] along, int from) {
    return new View(values, as, along, from, through);
  }

  /** Returns an array in its own order. */
  static View of(Values values, List<Integer> shape) {
    return new View(values, shape, Walk.contiguous(array(shape)), 0, null);
  }

  static int[] array(List<Integer> shape) {
    int[] result = new int[shape.size()];
    for (int axis = 0; axis < result.length; axis++) {
      result[axis] = shape.get(axis);
    }
    return result;
  }

  /** Returns the array of a view that is {@link #held}. */
  Values values() {
    if (through != null) {
      throw new AssertionError("a view of a view has no array");
    }
    return values;
  }

  int[] strides() {
    return strides.clone();
  }

  int offset() {
    return offset;
  }

  /** Returns the same elements as strides through an array, each element of it once. */
  View held(Machine machine) {
    View base = through;
    if (base == null) {
      return this;
    }
    int[] extents = array(shape);
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = strides[axis] == 0 ? Math.min(1, extents[axis]) : extents[axis];
    }
    int[] own = Walk.contiguous(extents);
    Arithmetic arithmetic = machine.of(values.dtype());
    Values[] result = {machine.zeros(values.dtype(), Space.elements(asList(extents)))};
    Walk walk = new Walk(extents, new int[][] {own, strides}, new int[] {0, offset});
    int step = walk.step(1);
    walk.rows(
        (at, n) -> {
          long[] places = new long[n];
          for (int i = 0; i < n; i++) {
            places[i] = base.place(at[1] + i * step);
          }
          Values row = machine.gather(values.dtype(), places, values);
          result[0] = arithmetic.place(result[0], at[0], row);
        });
    for (int axis = 0; axis < own.length; axis++) {
      own[axis] = strides[axis] == 0 ? 0 : own[axis];
    }
    return new View(result[0], shape, own, 0, null);
  }

  private static List<Integer> asList(int[] extents) {
    return Arrays.stream(extents).boxed().toList();
  }

  /** Where in the array an element is, counted in the view's own order. */
  private int place(int element) {
    int rest = element;
    int result = offset;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      int extent = shape.get(axis);
      result += rest % extent * strides[axis];
      rest /= extent;
    }
    return through == null ? result : through.place(result);
  }

  /** Returns the same elements in their own order, from the start of an array. */
  View laidOut(Machine machine) {
    return through == null ? copied(machine) : held(machine).copied(machine);
  }

  private View copied(Machine machine) {
    int[] contiguous = Walk.contiguous(array(shape));
    int size = Space.elements(shape);
    Walk walk = new Walk(array(shape), new int[][] {contiguous, strides}, new int[] {0, offset});
    if (walk.isContiguous(1) && offset == 0 && size == values.size()) {
      return seen(shape, contiguous, 0);
    }
    return of(machine.of(values.dtype()).copy(values.dtype(), size, walk, values), shape);
  }

  /** Returns a scalar seen as an array of a shape; any other view is of that shape already. */
  View broadcast(List<Integer> to) {
    return shape.isEmpty() ? seen(to, new int[to.size()], offset) : this;
  }

  View permute(List<Integer> order) {
    return seen(
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
    return seen(to, result, offset);
  }

  View shrink(List<Integer> begin, List<Integer> to) {
    int from = offset;
    for (int axis = 0; axis < strides.length; axis++) {
      from += begin.get(axis) * strides[axis];
    }
    return seen(to, strides, from);
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
    return seen(shape, result, from);
  }

  View pad(Machine machine, List<Integer> before, List<Integer> to) {
    if (through != null) {
      return held(machine).pad(machine, before, to);
    }
    int[] contiguous = Walk.contiguous(array(to));
    int at = 0;
    for (int axis = 0; axis < contiguous.length; axis++) {
      at += before.get(axis) * contiguous[axis];
    }
    Walk walk = new Walk(array(shape), new int[][] {contiguous, strides}, new int[] {at, offset});
    return of(
        machine.of(values.dtype()).copy(values.dtype(), Space.elements(to), walk, values), to);
  }

  View reshape(List<Integer> to) {
    return reshaped(to).orElseGet(() -> new View(values, to, Walk.contiguous(array(to)), 0, this));
  }

  /**
   * Returns a view with the new shape, if the strides of the old one can be split and merged to it.
   */
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
      // Take old axes until they have room for the new one, then split new axes off.
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
    return Optional.of(seen(to, result, offset));
  }
}
