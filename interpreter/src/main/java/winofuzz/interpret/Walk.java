package winofuzz.interpret;

import java.util.Arrays;

/**
 * An index space, and how each of several arrays is stepped through along with it.
 *
 * <p>The first axis is outermost. Neighbouring axes that every array steps through like a single
 * one are merged, so that rows are long.
 */
final class Walk {
  /** Rows are cut at this length, so that what one operation works on stays in the cache. */
  static final int ROW = 1024;

  /** An action on one row. */
  @FunctionalInterface
  interface Row {
    /**
     * @param at where the row starts in each array; valid during the call
     * @param length how many points the row has
     */
    void run(int[] at, int length);
  }

  private static final int[] NEXT = {1};
  private static final int[] SAME = {0};
  private static final int[] NO_AXES = {};

  private final int[] extents;
  private final int[][] strides;
  private final int[] start;

  /**
   * A walk through arrays from their starts.
   *
   * @param extents of each axis
   * @param strides of each array for each axis
   */
  Walk(int[] extents, int[]... strides) {
    this(extents, strides, new int[strides.length]);
  }

  private Walk(int size, int[][] strides) {
    this.extents = size == 1 ? new int[0] : new int[] {size};
    this.strides = strides;
    this.start = new int[strides.length];
  }

  /** Returns a walk through a result of some size and operands with as many elements, or one. */
  static Walk flat(int size, Values... operands) {
    int[][] strides = new int[operands.length + 1][];
    strides[0] = NEXT;
    for (int k = 0; k < operands.length; k++) {
      strides[k + 1] = operands[k].size() == 1 ? SAME : NEXT;
    }
    return new Walk(size, strides);
  }

  Walk(int[] extents, int[][] strides, int[] start) {
    this.start = start;
    int axes = 0;
    int[] mergedExtents = new int[extents.length];
    int[][] mergedStrides = new int[strides.length][extents.length];
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] == 1) {
        continue;
      }
      if (axes > 0 && mergeable(mergedStrides, axes - 1, strides, axis, extents[axis])) {
        mergedExtents[axes - 1] *= extents[axis];
      } else {
        mergedExtents[axes++] = extents[axis];
      }
      for (int k = 0; k < strides.length; k++) {
        mergedStrides[k][axes - 1] = strides[k][axis];
      }
    }
    this.extents = Arrays.copyOf(mergedExtents, axes);
    this.strides = mergedStrides;
  }

  private static boolean mergeable(
      int[][] merged, int last, int[][] strides, int axis, int extent) {
    for (int k = 0; k < strides.length; k++) {
      if (merged[k][last] != strides[k][axis] * extent) {
        return false;
      }
    }
    return true;
  }

  /** Returns the same points with other arrays, each given by the number it has here. */
  Walk of(int... arrays) {
    int[][] chosen = new int[arrays.length][];
    int[] from = new int[arrays.length];
    for (int k = 0; k < arrays.length; k++) {
      chosen[k] = strides[arrays[k]];
      from[k] = start[arrays[k]];
    }
    return new Walk(extents, chosen, from);
  }

  /** Returns the step of an array within a row. */
  int step(int array) {
    return extents.length == 0 ? 1 : strides[array][extents.length - 1];
  }

  /** Returns the longest row that an action is given. */
  int rowLength() {
    return extents.length == 0 ? 1 : Math.min(ROW, extents[extents.length - 1]);
  }

  /** Whether the walk takes each element of an array once, in order, from its start. */
  boolean isContiguous(int array) {
    return extents.length == 0 || (extents.length == 1 && strides[array][0] == 1);
  }

  /** Returns the number of points. */
  long points() {
    long result = 1;
    for (int extent : extents) {
      result *= extent;
    }
    return result;
  }

  /** Returns a cursor before the first row. */
  Cursor cursor() {
    return new Cursor();
  }

  /** Runs the action on every row, in order. */
  void rows(Row action) {
    Cursor row = cursor();
    while (row.next()) {
      action.run(row.at, row.length);
    }
  }

  /** Goes through the rows in order. */
  final class Cursor {
    private final int inner = extents.length - 1;
    private final int innermost = inner < 0 ? 1 : extents[inner];

    /** Where the row starts in each array; the start of the walk itself, if it is one row. */
    private final int[] at = points() > rowLength() ? start.clone() : start;

    /** The position on the outer axes, of a walk that has such. */
    private int[] position = NO_AXES;

    /** How many points of the innermost axis come before the row. */
    private int before;

    private int length;

    /** Moves to the next row; returns false if there is none. */
    boolean next() {
      if (length == 0) {
        length = Math.min(ROW, innermost);
        return points() != 0;
      }
      before += length;
      if (before < innermost) {
        step(inner, length);
        length = Math.min(ROW, innermost - before);
        return true;
      }
      return inner > 0 && nextOuter();
    }

    private boolean nextOuter() {
      if (position.length == 0) {
        position = new int[inner];
      }
      step(inner, length - before);
      before = 0;
      length = Math.min(ROW, innermost);
      int axis = inner - 1;
      while (axis >= 0 && ++position[axis] == extents[axis]) {
        position[axis] = 0;
        step(axis, 1 - extents[axis]);
        axis--;
      }
      if (axis >= 0) {
        step(axis, 1);
      }
      return axis >= 0;
    }

    private void step(int axis, int count) {
      for (int k = 0; k < at.length; k++) {
        at[k] += strides[k][axis] * count;
      }
    }

    /** Returns where the row starts in an array. */
    int at(int array) {
      return at[array];
    }

    /** Returns how many points the row has. */
    int length() {
      return length;
    }
  }

  /** Returns the strides of an array that is laid out along all axes, the last axis fastest. */
  static int[] contiguous(int[] extents) {
    int[] result = new int[extents.length];
    int stride = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      result[axis] = stride;
      stride *= extents[axis];
    }
    return result;
  }
}
