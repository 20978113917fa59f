package winofuzz.compiler.optimize;

import java.util.List;
import java.util.Optional;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * A matrix times a vector: the vector runs along the first reduced axis with unit stride, and the
 * matrix depends on everything that the vector depends on. Threads share the reduction.
 */
final class MatrixVector implements Heuristic {
  private static final int THREADS_PER_ROW = 8;
  private static final int BLOCK = 4;
  private static final int ROWS_PER_THREAD = 4;

  @Override
  public Outcome apply(KernelSchedule schedule) throws RefusedException {
    List<Integer> reduced = schedule.axesOf(AxisType.REDUCE);
    if (schedule.axes().size() < 2 || reduced.isEmpty()) {
      return Outcome.next(schedule);
    }
    int first = reduced.getFirst();
    if (schedule.size(first) % THREADS_PER_ROW != 0
        || !isMatrixVector(schedule, schedule.axis(first))) {
      return Outcome.next(schedule);
    }
    for (int axis : schedule.axesOf(AxisType.GLOBAL)) {
      if (schedule.size(axis) % (BLOCK * ROWS_PER_THREAD) == 0) {
        return Outcome.last(
            schedule
                .apply(Opt.group(0, THREADS_PER_ROW))
                .apply(Opt.local(axis, BLOCK))
                .apply(Opt.upcast(axis, ROWS_PER_THREAD)));
      }
    }
    return Outcome.next(schedule);
  }

  private static boolean isMatrixVector(KernelSchedule schedule, UOp reduced) {
    Optional<UOp> reduction = schedule.reduction();
    if (reduction.isEmpty() || !reduction.get().arg().equals(new Arg.Fold(Op.ADD))) {
      return false;
    }
    UOp product = reduction.get().src(0);
    if (!product.is(Op.MUL) || !product.src().stream().allMatch(u -> u.is(Op.LOAD))) {
      return false;
    }
    UOp vector = position(product.src(0));
    UOp matrix = position(product.src(1));
    return vector.split(Op.ADD).contains(reduced)
        && vector.ranges().stream().allMatch(matrix::dependsOn);
  }

  private static UOp position(UOp load) {
    return load.src(0).src(1).indexPart();
  }
}
