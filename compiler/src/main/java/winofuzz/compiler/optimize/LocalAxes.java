package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import winofuzz.ir.AxisType;
import winofuzz.ir.UOp;

/**
 * Up to three axes become the threads of a threadgroup: first those along which some access does
 * not move, and of these the last ones first. There are at most 128 threads.
 */
final class LocalAxes implements Heuristic {
  private static final int MOST_THREADS = 128;
  private static final int MOST_AXES = 3;

  private record Choice(int axis, int threads) {}

  @Override
  public Outcome apply(KernelSchedule schedule) throws RefusedException {
    List<Choice> chosen =
        choices(schedule).stream()
            .limit(MOST_AXES)
            .sorted(Comparator.comparingInt(Choice::axis))
            .toList();
    KernelSchedule result = schedule;
    int gone = 0;
    for (Choice choice : chosen) {
      result = result.apply(Opt.local(choice.axis - gone, choice.threads));
      // An axis that is taken whole no longer counts.
      gone += choice.threads == schedule.size(choice.axis) ? 1 : 0;
    }
    return Outcome.next(result);
  }

  private static List<Choice> choices(KernelSchedule schedule) {
    List<Choice> choices = new ArrayList<>();
    long threads = 1;
    for (int axis : ranked(schedule)) {
      long taken = threads;
      Optional<Integer> amount =
          IntStream.of(axis == 0 ? 32 : 0, 16, 8, 4, 3, 2)
              .filter(x -> x > 0 && schedule.size(axis) % x == 0 && taken * x <= MOST_THREADS)
              .boxed()
              .findFirst();
      if (amount.isPresent()) {
        choices.add(new Choice(axis, amount.get()));
        threads *= amount.get();
      }
    }
    return choices;
  }

  private static List<Integer> ranked(KernelSchedule schedule) {
    Comparator<Integer> reusedFirst =
        Comparator.comparing(axis -> isReused(schedule, schedule.axis(axis)) ? 0 : 1);
    return schedule.axesOf(AxisType.GLOBAL, AxisType.LOOP).stream()
        .sorted(reusedFirst.thenComparing(Comparator.reverseOrder()))
        .toList();
  }

  private static boolean isReused(KernelSchedule schedule, UOp range) {
    return schedule.accesses().stream().anyMatch(a -> !schedule.moves(a, range));
  }
}
