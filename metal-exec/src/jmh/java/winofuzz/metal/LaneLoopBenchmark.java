package winofuzz.metal;

import java.util.concurrent.TimeUnit;
import java.util.function.IntBinaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import winofuzz.metal.sim.lanes.IntBinaryOperation;

/**
 * Why each operation on lanes has a loop of its own: the time of six operations as they are, and of
 * the same six with one loop that calls a function for each lane.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class LaneLoopBenchmark {

  private static final IntBinaryOperation[] OWN_LOOPS = {
    IntBinaryOperation.ADD,
    IntBinaryOperation.SUBTRACT,
    IntBinaryOperation.MULTIPLY,
    IntBinaryOperation.XOR,
    IntBinaryOperation.MINIMUM,
    IntBinaryOperation.LESS
  };

  private static final IntBinaryOperator[] FUNCTIONS = {
    (a, b) -> a + b,
    (a, b) -> a - b,
    (a, b) -> a * b,
    (a, b) -> a ^ b,
    Math::min,
    (a, b) -> a < b ? 1 : 0
  };

  @Param({"64", "1024"})
  public int lanes;

  private final int[] left = new int[1024];
  private final int[] right = new int[1024];
  private final int[] result = new int[1024];

  @Benchmark
  public int[] ownLoops() {
    for (IntBinaryOperation operation : OWN_LOOPS) {
      operation.apply(result, left, right, lanes);
    }
    return result;
  }

  @Benchmark
  public int[] sharedLoop() {
    for (IntBinaryOperator function : FUNCTIONS) {
      apply(function, lanes);
    }
    return result;
  }

  private void apply(IntBinaryOperator function, int n) {
    for (int i = 0; i < n; i++) {
      result[i] = function.applyAsInt(left[i], right[i]);
    }
  }
}
