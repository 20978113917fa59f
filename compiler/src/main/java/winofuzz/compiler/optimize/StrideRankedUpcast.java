package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import winofuzz.ir.AxisType;
import winofuzz.ir.UOp;

/**
 * As long as there is plenty of output, the axis along which the fewest accesses move, and those by
 * the smallest strides, goes into lanes by threes or fours. Some access must not move at all, so
 * that what it loads is used several times.
 */
final class StrideRankedUpcast implements Heuristic {
  private static final int PLENTY = 1024;
  private static final List<Integer> AMOUNTS = List.of(3, 4);

  private record Choice(int moving, long strides, int axis, int amount) {
    static final Comparator<Choice> BEST_FIRST =
        Comparator.comparingInt(Choice::moving)
            .thenComparingLong(Choice::strides)
            .thenComparingInt(Choice::axis)
            .thenComparingInt(Choice::amount);
  }

  @Override
  public Outcome apply(KernelSchedule schedule) throws RefusedException {
    KernelSchedule result = schedule;
    Set<Integer> done = new HashSet<>();
    while (GroupedReduction.outputElements(result) >= PLENTY) {
      Optional<Choice> best = choices(result, done).stream().min(Choice.BEST_FIRST);
      if (best.isEmpty()) {
        break;
      }
      result = result.apply(Opt.upcast(best.get().axis, best.get().amount));
      done.add(best.get().axis);
    }
    return Outcome.next(result);
  }

  private static List<Choice> choices(KernelSchedule schedule, Set<Integer> done) {
    List<Choice> choices = new ArrayList<>();
    for (int axis : schedule.upcastable()) {
      if (!done.contains(axis) && isReusing(schedule, schedule.axis(axis))) {
        for (int amount : AMOUNTS) {
          if (schedule.size(axis) % amount == 0) {
            choices.add(rank(schedule, axis, amount));
          }
        }
      }
    }
    return choices;
  }

  /** Whether some access stays put along the axis while it moves along all that is in lanes. */
  private static boolean isReusing(KernelSchedule schedule, UOp range) {
    List<UOp> lanes =
        schedule.axesOf(AxisType.UPCAST, AxisType.UNROLL).stream().map(schedule::axis).toList();
    return schedule.accesses().stream()
        .anyMatch(
            a ->
                !schedule.moves(a, range)
                    && lanes.stream().allMatch(lane -> schedule.moves(a, lane)));
  }

  private static Choice rank(KernelSchedule schedule, int axis, int amount) {
    UOp range = schedule.axis(axis);
    int moving = 0;
    long strides = 0;
    for (Footprint.Access access : schedule.accesses()) {
      moving += schedule.moves(access, range) ? 1 : 0;
      strides += schedule.stride(access, range);
    }
    return new Choice(moving, strides, axis, amount);
  }
}
