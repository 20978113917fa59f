package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import winofuzz.interpret.Values.Bounded;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** Bounds that hold for all inputs, against inputs. */
final class MagnitudeTest {
  private static final int SIZE = 24;

  /** The sum over i of (x[i] - x[i] * c) * w[i]. */
  private static Program.Whole program(DType dtype) {
    UOp range = Graphs.range(0, SIZE, AxisType.REDUCE);
    UOp x = Graphs.buffer(0, dtype, SIZE);
    UOp w = Graphs.buffer(1, dtype, SIZE);
    UOp value = x.at(range);
    UOp scaled = UOp.of(Op.MUL, dtype, Arg.None.NONE, value, value.constLike(3));
    UOp difference = UOp.of(Op.SUB, dtype, Arg.None.NONE, value, scaled);
    UOp term = UOp.of(Op.MUL, dtype, Arg.None.NONE, difference, w.at(range));
    UOp sum = term.reduce(Op.ADD, List.of(range));
    return Graphs.whole(
        Stage.RANGED,
        sum.bufferize(Arg.Storage.GLOBAL, List.of(UOp.index(0))),
        Map.of(x, "x", w, "w"));
  }

  private static Values evaluate(Semantics semantics, DType dtype, float[] x, float[] w) {
    return Interpreter.of(semantics)
        .evaluate(program(dtype), Map.of("x", Values.of(dtype, x), "w", Values.of(dtype, w)))
        .output();
  }

  private static float[] all(float value) {
    float[] r = new float[SIZE];
    Arrays.fill(r, value);
    return r;
  }

  @Property(tries = 100)
  void noInputsUpToTheMagnitudesAreFurtherOff(@ForAll long seed) {
    Random random = new Random(seed);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16)) {
      Bounded worst = (Bounded) evaluate(Semantics.MAGNITUDE, dtype, all(1), all(2));
      float[] x = new float[SIZE];
      float[] w = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        x[i] = random.nextFloat() * 2 - 1;
        w[i] = random.nextFloat() * 4 - 2;
      }
      double exact = evaluate(Semantics.EXACT, dtype, x, w).exactAt(0).toDouble();
      double found = evaluate(Semantics.IEEE, dtype, x, w).at(0);
      assertTrue(Math.abs(exact) <= worst.at(0));
      assertTrue(Math.abs(exact - found) <= worst.boundAt(0));
    }
  }

  /** Of 24 terms of up to 8 the sum is up to 192; some 30 roundings lose up to half an ulp each. */
  @Test
  void theBoundIsNotFarFromWhatRoundingMayDo() {
    Bounded worst = (Bounded) evaluate(Semantics.MAGNITUDE, DType.FLOAT32, all(1), all(2));
    assertEquals(SIZE * 8, worst.at(0), 1e-6);
    double ulps = worst.boundAt(0) / Math.ulp((float) worst.at(0));
    assertTrue(ulps > 2 && ulps < SIZE, () -> "found " + ulps);
  }

  @Test
  void whereItMayOverflowThereIsNoBound() {
    Bounded worst = (Bounded) evaluate(Semantics.MAGNITUDE, DType.FLOAT16, all(1000), all(100));
    assertEquals(Double.POSITIVE_INFINITY, worst.boundAt(0));
  }

  @Test
  void whatHasNoBoundForAllInputsIsRefused() {
    for (Op op : List.of(Op.RECIP, Op.EXP2, Op.TRUNC)) {
      EvaluationException refused =
          assertThrows(
              EvaluationException.class,
              () ->
                  Elementwise.apply(
                      Interpreter.of(Semantics.MAGNITUDE), op, DType.FLOAT32, Values.of(1f, 2f)));
      assertTrue(String.valueOf(refused.getMessage()).contains("no bound for all inputs"));
    }
  }
}
