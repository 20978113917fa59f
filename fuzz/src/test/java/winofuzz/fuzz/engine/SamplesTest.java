package winofuzz.fuzz.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;

/** Expressions of ranges are compared without the program around them. */
final class SamplesTest {
  private static final UOp R = range(7, 0);
  private static final UOp S = range(3, 1);

  private static UOp range(int extent, int id) {
    return UOp.range(UOp.index(extent), new Arg.Axis(id, AxisType.LOOP, AxisRole.OTHER));
  }

  @Test
  void equalOnAllValuesOfTheRanges() {
    assertNull(Samples.difference(R.times(3).plus(S).divide(3), R));
    assertNull(Samples.difference(R.lessThan(7), UOp.bool(true)));
  }

  @Test
  void aDifferenceAtTheEndOfARangeIsSeen() {
    String difference = Samples.difference(R.plus(1).modulo(7), R.plus(1));
    assertNotNull(difference);
    assertTrue(difference.contains("before has 0, after 7"), difference);
  }

  @Test
  void whatIsNotComputedHereIsNotCompared() {
    assertEquals("", Samples.difference(R.cast(DType.FLOAT32), R));
    assertEquals("", Samples.difference(R.divide(R), UOp.index(1)));
  }
}
