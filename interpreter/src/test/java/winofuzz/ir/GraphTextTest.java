package winofuzz.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The readable form. */
final class GraphTextTest {
  @Test
  void aLineForEachNode() {
    UOp range = UOp.range(UOp.index(3), new Arg.Axis(2, AxisType.LOOP, AxisRole.OUT_Y));
    UOp third = UOp.real(DType.FLOAT32, winofuzz.number.Rational.of(1, 3));
    UOp value = range.cast(DType.FLOAT32).times(third);
    UOp buffer = value.bufferize(Arg.Storage.GLOBAL, List.of(range));
    assertEquals(
        """
        %0 = CONST index 3
        %1 = RANGE index r2 LOOP out-y (%0)
        %2 = CAST float32 (%1)
        %3 = CONST float32 1/3
        %4 = MUL float32 (%2, %3)
        %5 = BUFFERIZE float32 GLOBAL (%4, %1)
        """,
        GraphText.of(buffer));
  }

  @Test
  void programsListTheirMemories() {
    UOp instruction = UOp.constant(DType.FLOAT32, 2);
    Program program =
        new Program.Scheduled(
            Stage.LINEAR,
            List.of(new Memory("y", DType.FLOAT32, 8, Memory.Role.OUTPUT)),
            List.of(new Kernel("r_8", new Kernel.Linear(List.of(instruction)), List.of(0))));
    assertEquals(
        """
        memory 0 y: 8 of float32, OUTPUT
        kernel r_8[0]
        %0 = CONST float32 2.0
        """,
        GraphText.of(program));
  }
}
