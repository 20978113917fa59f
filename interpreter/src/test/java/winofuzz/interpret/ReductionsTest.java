package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.number.BinaryFormat;

/** Folds: their order, their start, and that leaving out the array of products changes nothing. */
final class ReductionsTest {
  private static final int ROWS = 3;
  private static final int COLUMNS = 40;

  private static Program.Whole sum(DType dtype, Op fold, boolean columnsFirst, Stage stage) {
    UOp x = Graphs.buffer(0, dtype, ROWS * COLUMNS);
    if (stage == Stage.TENSOR) {
      UOp matrix = Graphs.reshape(x, ROWS, COLUMNS);
      UOp turned = columnsFirst ? Graphs.permute(matrix, 1, 0) : matrix;
      UOp result = Graphs.reshape(Graphs.reduceAxis(turned, fold, 0, 1), 1);
      return Graphs.whole(stage, result, Map.of(x, "x"));
    }
    UOp a = Graphs.range(0, ROWS, AxisType.REDUCE);
    UOp b = Graphs.range(1, COLUMNS, AxisType.REDUCE);
    UOp total =
        x.at(a.times(COLUMNS).plus(b)).reduce(fold, columnsFirst ? List.of(b, a) : List.of(a, b));
    return Graphs.whole(
        stage, total.bufferize(Arg.Storage.GLOBAL, List.of(UOp.index(0))), Map.of(x, "x"));
  }

  @Property(tries = 20)
  void foldsGoLeftToRightFirstRangeOutermost(@ForAll int seed) {
    float[] x = Graphs.reals(ROWS * COLUMNS, seed);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16)) {
      BinaryFormat format = Formats.real(dtype);
      Values given = Values.of(dtype, x);
      for (boolean columnsFirst : new boolean[] {false, true}) {
        double expected = 0;
        for (int i = 0; i < x.length; i++) {
          int at = columnsFirst ? i % ROWS * COLUMNS + i / ROWS : i;
          expected = format.round(expected + given.at(at));
        }
        for (Stage stage : List.of(Stage.TENSOR, Stage.RANGED)) {
          Values found =
              Interpreter.of(Semantics.IEEE)
                  .evaluate(sum(dtype, Op.ADD, columnsFirst, stage), Map.of("x", given))
                  .output();
          assertEquals(expected, found.at(0), dtype + " at " + stage);
        }
      }
    }
  }

  @Test
  void foldsStartFromTheIdentity() {
    float[] zeros = new float[ROWS * COLUMNS];
    java.util.Arrays.fill(zeros, -0f);
    Interpreter ieee = Interpreter.of(Semantics.IEEE);
    Map<String, Values> input = Map.of("x", Values.of(zeros));
    Program sum = sum(DType.FLOAT32, Op.ADD, false, Stage.RANGED);
    assertEquals(0.0, ieee.evaluate(sum, input).output().at(0), "0 + -0 is 0");
    Program max = sum(DType.FLOAT32, Op.MAX, false, Stage.RANGED);
    assertEquals(-0.0, ieee.evaluate(max, input).output().at(0));
    Program product = sum(DType.FLOAT32, Op.MUL, false, Stage.RANGED);
    assertEquals(0.0, ieee.evaluate(product, input).output().at(0), "an even number of signs");
  }

  @Test
  void foldsOfExactNumbers() {
    float[] x = new float[ROWS * COLUMNS];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 2 == 0 ? -1.5f : 0.5f;
    }
    Map<String, Values> input = Map.of("x", Values.of(x));
    Interpreter exact = Interpreter.of(Semantics.EXACT);
    for (Stage stage : List.of(Stage.TENSOR, Stage.RANGED)) {
      assertEquals(
          -60, exact.evaluate(sum(DType.FLOAT32, Op.ADD, true, stage), input).output().at(0));
      assertEquals(
          0.5, exact.evaluate(sum(DType.FLOAT32, Op.MAX, true, stage), input).output().at(0));
      assertEquals(
          Math.pow(0.75, 60),
          exact.evaluate(sum(DType.FLOAT32, Op.MUL, true, stage), input).output().at(0));
    }
  }

  @Test
  void foldsOfIntegersWrap() {
    long[] x = new long[ROWS * COLUMNS];
    java.util.Arrays.fill(x, 3);
    DType int8 = DType.scalar(DType.Kind.INT8);
    Map<String, Values> input = Map.of("x", Values.of(int8, x));
    for (Semantics semantics : Semantics.values()) {
      Interpreter interpreter = Interpreter.of(semantics);
      Program sum = sum(int8, Op.ADD, false, Stage.RANGED);
      assertEquals((byte) 360, interpreter.evaluate(sum, input).output().at(0));
      Program max = sum(int8, Op.MAX, false, Stage.RANGED);
      assertEquals(3, interpreter.evaluate(max, input).output().at(0));
    }
  }

  /** The sum over k of x[i,k] * w[k,j], whose products may or may not have an array. */
  private static Program.Whole matrixProduct(int n, UOp[] product) {
    UOp x = Graphs.buffer(0, DType.FLOAT32, (long) n * n);
    UOp w = Graphs.buffer(1, DType.FLOAT32, (long) n * n);
    UOp i = Graphs.range(0, n, AxisType.LOOP);
    UOp j = Graphs.range(1, n, AxisType.LOOP);
    UOp k = Graphs.range(2, n, AxisType.REDUCE);
    product[0] = x.at(i.times(n).plus(k)).times(w.at(k.times(n).plus(j)));
    UOp sum = product[0].reduce(Op.ADD, List.of(k));
    return Graphs.whole(
        Stage.RANGED, sum.bufferize(Arg.Storage.GLOBAL, List.of(i, j)), Map.of(x, "x", w, "w"));
  }

  @Test
  void productsThatHaveNoArrayRoundAsIfTheyHad() {
    int n = 33;
    UOp[] product = new UOp[1];
    Program.Whole program = matrixProduct(n, product);
    Map<String, Values> inputs =
        Map.of("x", Values.of(Graphs.reals(n * n, 1)), "w", Values.of(Graphs.reals(n * n, 2)));
    Interpreter ieee = Interpreter.of(Semantics.IEEE);
    Evaluation fused = ieee.evaluate(program, inputs);
    Evaluation apart = ieee.withProbes(java.util.Set.of(product[0])).evaluate(program, inputs);
    for (int i = 0; i < n * n; i++) {
      assertEquals(fused.output().at(i), apart.output().at(i));
    }
    Evaluation.Probe probe = apart.probes().get(product[0]);
    assertTrue(probe != null && probe.values().size() == n * n * n);
  }

  @Test
  void largeReductionsAreCutIntoSlices() {
    // 2^23 index points in all: twice what one slice may have.
    Convolution c = Convolution.of(1, 16, 242, 242, 1, 0, 1);
    assertTrue(240L * 240 * 16 * 9 > RegionEvaluator.SLICE_ELEMENTS);
    List<Values> inputs = new ArrayList<>();
    inputs.add(Values.of(Graphs.integers(16 * 242 * 242, 3)));
    inputs.add(Values.of(Graphs.integers(16 * 9, 4)));
    Map<String, Values> named = Map.of("x", inputs.get(0), "w", inputs.get(1));
    Values expected = ExactConvolution.evaluate(c, inputs.get(0), inputs.get(1));
    for (Program program :
        List.of(
            Graphs.rangedConvolution(c, DType.FLOAT32, true),
            Graphs.kernelConvolution(c, DType.FLOAT32))) {
      Values found = Interpreter.of(Semantics.EXACT).evaluate(program, named).output();
      assertTrue(Values.exactlyEqual(expected, found), program.stage().label());
    }
  }
}
