package winofuzz.compiler.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** What holds whatever options are applied. */
class SchedulePropertiesTest {

  @Provide
  Arbitrary<List<Opt>> options() {
    Arbitrary<Opt> split =
        Combinators.combine(
                Arbitraries.of(Opt.SplitKind.class),
                Arbitraries.integers().between(0, 4),
                Arbitraries.of(0, 2, 3, 4, 6, 8))
            .as(Opt.Split::new);
    Arbitrary<Opt> swap =
        Combinators.combine(
                Arbitraries.integers().between(0, 2), Arbitraries.integers().between(0, 2))
            .as(Opt.Swap::new);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, split), net.jqwik.api.Tuple.of(1, swap))
        .list()
        .ofMaxSize(8);
  }

  private static KernelSchedule applied(UOp kernel, List<Opt> options) {
    KernelSchedule schedule = Kernels.schedule(kernel);
    for (Opt option : options) {
      schedule = appliedIfPossible(schedule, option);
    }
    return schedule;
  }

  private static KernelSchedule appliedIfPossible(KernelSchedule schedule, Opt option) {
    try {
      return schedule.apply(option);
    } catch (RefusedException staysAsItWas) {
      return schedule;
    }
  }

  /** Every element of every buffer is accessed as often as before. */
  @Property(tries = 150)
  void noAccessIsLostOrGained(@ForAll("options") List<Opt> options) {
    UOp kernel = Kernels.matrixProduct(6, 8, 12);
    KernelSchedule before = Kernels.schedule(kernel);
    KernelSchedule after = applied(kernel, options);
    assertEquals(positions(before), positions(after));
  }

  private static List<List<Long>> positions(KernelSchedule schedule) {
    return schedule.sink().toposort().stream()
        .filter(u -> u.is(Op.INDEX))
        .map(u -> IndexValues.all(u.src(1), schedule.axes()))
        .toList();
  }

  /** What a schedule says of its axes without looking at the graph is what the graph says. */
  @Property(tries = 150)
  void theNotesAgreeWithTheGraph(@ForAll("options") List<Opt> options) {
    KernelSchedule schedule = applied(Kernels.matrixProduct(6, 8, 12), options);
    assertEquals(AxisOrder.of(schedule.sink()), schedule.axes());
    Footprint graph = Footprint.of(schedule.sink());
    for (int i = 0; i < graph.accesses().size(); i++) {
      Footprint.Access now = graph.accesses().get(i);
      Footprint.Access noted = schedule.accesses().get(i);
      for (UOp range : schedule.axes()) {
        assertEquals(now.below().contains(range), schedule.moves(noted, range));
        assertEquals(Splits.NONE.stride(now.index(), range), schedule.stride(noted, range));
      }
    }
  }

  @Property(tries = 50)
  void theSizesOfTheAxesMultiplyToTheWork(@ForAll("options") List<Opt> options) {
    KernelSchedule schedule = applied(Kernels.matrixProduct(6, 8, 12), options);
    long work = schedule.axes().stream().mapToLong(ScheduleRanges::size).reduce(1, (a, b) -> a * b);
    assertEquals(6 * 8 * 12, work);
  }
}
