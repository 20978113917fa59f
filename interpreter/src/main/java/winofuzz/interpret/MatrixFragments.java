package winofuzz.interpret;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import winofuzz.interpret.RegionEvaluator.Cell;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;

/**
 * A WMMA among ranges: the lanes of a simdgroup are the points of its WARP range, the two elements
 * of a lane are the points of the ranges that its argument names.
 */
final class MatrixFragments {
  private final Machine machine;
  private final UOp node;
  private final Arg.MatrixMultiply matrix;

  MatrixFragments(Machine machine, UOp node) {
    this.machine = machine;
    this.node = node;
    this.matrix = MatrixUnit.requireSupported(node);
  }

  /**
   * Returns the product of the first two cells plus the third.
   *
   * @param ranges of the result, in its order
   */
  Cell multiply(List<Cell> operands, List<UOp> ranges, Function<List<UOp>, Space> spaceOf) {
    UOp warp = warp(operands);
    UOp elements = elements(operands, 2, ranges);
    List<UOp> outer = new ArrayList<>(ranges);
    outer.remove(warp);
    outer.remove(elements);
    List<Values> fragments = new ArrayList<>(3);
    for (int i = 0; i < 3; i++) {
      List<UOp> along = new ArrayList<>(outer);
      along.add(warp);
      along.add(elements(operands, i, ranges));
      fragments.add(laidOut(operands.get(i), spaceOf.apply(along)));
    }
    DType dtype = matrix.output().scalar();
    Values product =
        machine.matrixUnit().multiply(dtype, fragments.get(0), fragments.get(1), fragments.get(2));
    List<UOp> along = new ArrayList<>(outer);
    along.add(warp);
    along.add(elements);
    Cell result = new Cell(spaceOf.apply(along), product);
    Space space = spaceOf.apply(ranges);
    return new Cell(space, laidOut(result, space));
  }

  private UOp warp(List<Cell> operands) {
    for (Cell operand : operands) {
      for (UOp range : operand.space().ranges()) {
        if (range.axis().type() == AxisType.WARP && range.max() == MatrixUnit.LANES - 1) {
          return range;
        }
      }
    }
    throw new EvaluationException(
        node + ": expected operands over a WARP range of " + MatrixUnit.LANES + " lanes");
  }

  /** Returns the range whose two points are the two elements of an operand that a lane holds. */
  private UOp elements(List<Cell> operands, int operand, List<UOp> ranges) {
    List<Arg.LaneAxis> axes = matrix.lanes().get(operand).axes();
    if (axes.size() == 1 && axes.getFirst().size() == MatrixUnit.ELEMENTS) {
      List<Integer> id = List.of(axes.getFirst().id());
      List<UOp> candidates = new ArrayList<>(operands.get(operand).space().ranges());
      candidates.addAll(ranges);
      operands.forEach(o -> candidates.addAll(o.space().ranges()));
      for (UOp range : candidates) {
        if (range.axis().id().equals(id)) {
          return range;
        }
      }
    }
    throw new EvaluationException(
        node + ": expected two elements a lane of operand " + operand + ", found axes " + axes);
  }

  /** Returns the values of a cell laid out over another space. */
  private Values laidOut(Cell cell, Space space) {
    Walk walk = new Walk(space.extentArray(), space.strides(), cell.space().stridesAlong(space));
    DType dtype = cell.values().dtype();
    return machine.of(dtype).copy(dtype, space.size(), walk, cell.values());
  }
}
