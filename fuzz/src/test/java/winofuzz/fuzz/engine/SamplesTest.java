package winofuzz.fuzz.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.compiler.Compiler;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
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
    assertEquals(unknown, Samples.compare(R.times(2), S.times(2)));
    assertEquals(unknown, Samples.compare(R, UOp.index(1)));
  }

  /** So one that is seen to is wrong, whatever it leads to. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch=2,cin=3,h=5,w=6,cout=4,pad=2",
        "cin=4,w=6,cout=6,kernel=3,pad=0,groups=2",
        "cin=8,h=1,w=8,cout=8,kernel=1x1",
        "batch=3,cin=16,h=3,w=4,cout=10,pad=0,groups=2"
      })
  void noRuleChangesTheValueOfAnExpression(String spec) {
    for (LoweringPath path : LoweringPath.BUILTIN) {
      Fuel unlimited = Fuel.unlimited();
      Compiler.compile(
          LoweringRequest.of(CaseText.parse(spec).convolution(), path, Set.of(), Target.APPLE),
          Observation.NONE.withRewrites(unlimited));
      for (Fuel.Spent application : unlimited.spent()) {
        Comparison comparison = Samples.compare(application.before(), application.after());
        assertFalse(comparison instanceof Comparison.Different, application::toString);
      }
    }
  }
}
