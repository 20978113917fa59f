package winofuzz.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.UOp;

class SubstitutionTest {
  private static final UOp ROW = range(0, 6);
  private static final UOp COLUMN = range(1, 4);
  private static final UOp OTHER = range(2, 4);

  private static UOp range(int number, long size) {
    return UOp.range(UOp.index(size), new Arg.Axis(number, AxisType.LOOP, AxisRole.OTHER));
  }

  private static UOp carriedOut(UOp graph) {
    return Substitution.carriedOut(graph, Rewriter.PLAIN);
  }

  @Test
  void aChoiceByAnIndexThatBecomesConstantIsMade() {
    UOp choice = ROW.lessThan(1).where(COLUMN.times(3), COLUMN.times(5));

    assertSame(
        COLUMN.times(3), carriedOut(Substitution.of(choice, List.of(ROW), List.of(UOp.index(0)))));
    assertSame(
        COLUMN.times(5), carriedOut(Substitution.of(choice, List.of(ROW), List.of(UOp.index(1)))));
  }

  @Test
  void anOuterSubstitutionAppliesToWhatAnInnerOnePutsIn() {
    UOp inner = Substitution.of(ROW.times(3), List.of(ROW), List.of(COLUMN));

    assertSame(OTHER.times(3), carriedOut(Substitution.of(inner, List.of(COLUMN), List.of(OTHER))));
  }

  @Test
  void quotientsAndRemaindersStayApart() {
    UOp apart = ROW.divide(2).times(2).plus(ROW.modulo(2));

    assertSame(
        COLUMN.divide(2).times(2).plus(COLUMN.modulo(2)),
        carriedOut(Substitution.of(apart, List.of(ROW), List.of(COLUMN))));
  }
}
