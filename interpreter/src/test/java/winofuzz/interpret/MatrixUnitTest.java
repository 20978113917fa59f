package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.number.NumericProfile;
import winofuzz.number.NumericProfile.MatrixAccumulation;

/** The 8x8 matrix operation among ranges, against matrices multiplied element by element. */
final class MatrixUnitTest {
  private static final int N = 8;

  private static UOp row(UOp warp) {
    return warp.divide(2).modulo(4).plus(warp.divide(16).times(4));
  }

  private static UOp column(UOp warp, UOp element) {
    return warp.modulo(2).times(2).plus(warp.divide(8).modulo(2).times(4)).plus(element);
  }

  /** y = w + x * w for 8x8 matrices in fragments, summed over repetitions of the product. */
  private static Program.Scheduled product(int threads) {
    UOp warp = Graphs.range(-1, threads, AxisType.WARP);
    UOp element = Graphs.range(3, 2, AxisType.UPCAST);
    UOp place = row(warp).times(N).plus(column(warp, element));
    Arg.LaneAxes lanes = new Arg.LaneAxes(List.of(new Arg.LaneAxis(3, 2)));
    DType pair = DType.FLOAT32.vector(2);
    UOp x = Graphs.global(1, DType.FLOAT32, N * N).at(place).load();
    UOp w = Graphs.global(2, DType.FLOAT32, N * N).at(place).load();
    UOp left = UOp.of(Op.CONTRACT, pair, lanes, x);
    UOp right = UOp.of(Op.CONTRACT, pair, lanes, w);
    Arg matrix =
        new Arg.MatrixMultiply(
            N, N, N, DType.FLOAT32, DType.FLOAT32, threads, List.of(lanes, lanes, lanes));
    UOp wmma = UOp.of(Op.WMMA, pair, matrix, left, right, right);
    UOp result = UOp.of(Op.UNROLL, DType.FLOAT32, lanes, wmma);
    UOp store =
        Graphs.global(0, DType.FLOAT32, N * N).at(place).store(result, List.of(warp, element));
    return Graphs.kernel(Stage.OPTIMIZED, UOp.sink(store), DType.FLOAT32, N * N, N * N, N * N);
  }

  private static float expected(float[] x, float[] w, int row, int col, MatrixAccumulation order) {
    float sum = order == MatrixAccumulation.PRODUCTS_FIRST ? 0 : w[row * N + col];
    for (int k = 0; k < N; k++) {
      float a = x[row * N + k];
      float b = w[k * N + col];
      sum = order == MatrixAccumulation.FUSED_LEFT_FOLD ? Math.fma(a, b, sum) : sum + a * b;
    }
    return order == MatrixAccumulation.PRODUCTS_FIRST ? w[row * N + col] + sum : sum;
  }

  @Test
  void everyOrderOfAccumulation() {
    float[] x = Graphs.reals(N * N, 1);
    float[] w = Graphs.reals(N * N, 2);
    for (MatrixAccumulation order : MatrixAccumulation.values()) {
      Values found =
          Interpreter.of(Semantics.IEEE)
              .withProfile(NumericProfile.STRICT.withMatrixAccumulation(order))
              .evaluate(product(32), Map.of("x", Values.of(x), "w", Values.of(w)))
              .output();
      for (int i = 0; i < N * N; i++) {
        assertEquals(expected(x, w, i / N, i % N, order), (float) found.at(i), order.toString());
      }
    }
  }

  @Test
  void exactly() {
    float[] x = Graphs.integers(N * N, 1);
    float[] w = Graphs.integers(N * N, 2);
    Values found =
        Interpreter.of(Semantics.EXACT)
            .evaluate(product(32), Map.of("x", Values.of(x), "w", Values.of(w)))
            .output();
    for (int i = 0; i < N * N; i++) {
      assertEquals(expected(x, w, i / N, i % N, MatrixAccumulation.ROUNDED_LEFT_FOLD), found.at(i));
    }
  }

  @Test
  void lanesAndCellsAreInverse() {
    for (int lane = 0; lane < MatrixUnit.LANES; lane++) {
      for (int element = 0; element < MatrixUnit.ELEMENTS; element++) {
        assertEquals(
            lane * MatrixUnit.ELEMENTS + element,
            MatrixUnit.cellOf(MatrixUnit.row(lane), MatrixUnit.column(lane, element)));
      }
    }
  }

  @Test
  void anotherSizeIsReported() {
    Values zeros = Values.of(new float[N * N]);
    assertThrows(
        EvaluationException.class,
        () -> Interpreter.of(Semantics.IEEE).evaluate(product(64), Map.of("x", zeros, "w", zeros)));
  }
}
