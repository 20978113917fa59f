package winofuzz.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

final class WorkMeterTest {
  @Test
  void workUpToTheLimitIsDoneAndNoMore() {
    WorkMeter meter = new WorkMeter(10 * Work.NODE.weight());
    meter.spend(Work.NODE, 9);
    assertTrue(meter.allows(Work.NODE, 1));
    assertFalse(meter.allows(Work.NODE, 2));
    meter.spend(Work.NODE, 1);
    assertEquals(10 * Work.NODE.weight(), meter.units());
    WorkLimitError error = assertThrows(WorkLimitError.class, () -> meter.spend(Work.OPERATION, 1));
    assertFalse(error.isCancelled());
    assertThrows(WorkLimitError.class, () -> meter.spend(Work.OPERATION, 0));
  }

  @Test
  void aPartOfTheWorkMayHaveALimitOfItsOwn() {
    WorkMeter meter = new WorkMeter(100);
    assertEquals(Optional.of("done"), meter.within(10, () -> spent(meter, 10)));
    assertEquals(Optional.empty(), meter.within(10, () -> spent(meter, 11)));
    assertTrue(meter.allows(Work.OPERATION, 79));
    assertThrows(WorkLimitError.class, () -> meter.within(1000, () -> spent(meter, 80)));
  }

  @Test
  void whereItsLimitIsNotTheCauseTheWorkAroundEndsToo() {
    WorkMeter meter = new WorkMeter(100);
    assertThrows(WorkLimitError.class, () -> meter.within(10, () -> spent(meter, 101)));
    WorkMeter cancelled = new WorkMeter(100);
    cancelled.cancel();
    assertThrows(WorkLimitError.class, () -> cancelled.within(10, () -> spent(cancelled, 1)));
    assertEquals(Optional.of("done"), WorkMeter.NONE.within(1, () -> spent(WorkMeter.NONE, 9)));
  }

  private static String spent(WorkMeter meter, long units) {
    meter.spend(Work.OPERATION, units);
    return "done";
  }

  @Test
  void workThatIsCancelledEndsWhenItCounts() {
    WorkMeter meter = new WorkMeter(1000);
    meter.cancel();
    assertFalse(meter.allows(Work.OPERATION, 1));
    assertTrue(
        assertThrows(WorkLimitError.class, () -> meter.spend(Work.OPERATION, 1)).isCancelled());
  }

  @Test
  void anArenaCountsItsNodesOnceEach() {
    WorkMeter meter = new WorkMeter(1_000_000);
    NodeArena.call(
        meter,
        () -> {
          UOp sum = sum(1);
          assertEquals(Work.NODE.weight(), meter.units());
          assertEquals(sum, sum(1));
          assertEquals(Work.NODE.weight(), meter.units());
          return sum(2);
        });
    assertEquals(2 * Work.NODE.weight(), meter.units());
  }

  @Test
  void nodesWithoutEndComeToTheLimit() {
    WorkMeter meter = new WorkMeter(1_000_000);
    assertThrows(
        WorkLimitError.class,
        () ->
            NodeArena.call(
                meter,
                () -> {
                  UOp node = UOp.index(1);
                  while (true) {
                    node = UOp.of(Op.ADD, DType.INDEX, node, UOp.index(1));
                  }
                }));
    assertTrue(meter.units() > 1_000_000);
  }

  private static UOp sum(int n) {
    return UOp.of(Op.ADD, DType.INDEX, UOp.index(n), UOp.index(1));
  }
}
