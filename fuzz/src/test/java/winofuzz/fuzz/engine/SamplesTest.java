package winofuzz.fuzz.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    Comparison equal = new Comparison.Equal();
    assertEquals(equal, Samples.compare(R.times(3).plus(S).divide(3), R));
    assertEquals(equal, Samples.compare(R.lessThan(7), UOp.bool(true)));
  }

  @Test
  void aDifferenceAtTheEndOfARangeIsSeen() {
    assertEquals(
        new Comparison.Different("before has 0, after 7"),
        Samples.compare(R.plus(1).modulo(7), R.plus(1)));
  }

  @Test
  void whatIsNotComputedHereIsNotCompared() {
    Comparison unknown = new Comparison.Unknown();
    assertEquals(unknown, Samples.compare(R.cast(DType.FLOAT32), R));
    assertEquals(unknown, Samples.compare(R.divide(R), UOp.index(1)));
  }
}
