package winofuzz.compiler.optimize;

import java.util.List;
import java.util.Optional;
import winofuzz.ir.AxisType;
import winofuzz.ir.UOp;

/**
 * A sum of products over one axis goes to a matrix unit where there is one that fits; then each
 * simdgroup computes several blocks of rows and columns, and a threadgroup has several simdgroups.
 */
final class MatrixUnits implements Heuristic {
  private static final Opt.TensorCores OPTION = new Opt.TensorCores(0, -1, 0, 1);

  @Override
  public Outcome apply(KernelSchedule schedule) throws RefusedException {
    if (schedule.axesOf(AxisType.GROUP_REDUCE, AxisType.REDUCE).size() != 1) {
      return Outcome.next(schedule);
    }
    TensorCoreOption.Applied applied;
    try {
      applied = TensorCoreOption.fit(schedule, OPTION);
    } catch (RefusedException doesNotFit) {
      return Outcome.next(schedule);
    }
    KernelSchedule result = applied.schedule();
    TensorCoreOption.Axes axes = applied.rest();
    for (int dimension : new int[] {1, 0}) {
      Optional<Integer> amount = divisor(axes.get(dimension), List.of(5, 4, 3, 2));
      if (amount.isPresent()) {
        result = result.apply(Opt.upcast(result.indexOf(axes.get(dimension)), amount.get()));
        axes = axes.with(dimension, ScheduleRanges.divided(axes.get(dimension), amount.get()));
      }
    }
    Optional<Integer> threads = divisor(axes.columns(), List.of(4, 2));
    if (threads.isPresent()) {
      result = result.apply(Opt.local(result.indexOf(axes.columns()), threads.get()));
    }
    return Outcome.last(result);
  }

  private static Optional<Integer> divisor(UOp range, List<Integer> choices) {
    return choices.stream().filter(c -> ScheduleRanges.size(range) % c == 0).findFirst();
  }
}
