package winofuzz.metal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import winofuzz.metal.sim.SimDevice;
import winofuzz.metal.sim.SimOptions;

/** How the time of a run grows: with statements and with lanes, each by its factor and no more. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseParallelGC", "-XX:ActiveProcessorCount=1", "-Xss16m"})
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class GrowthBenchmark {

  private static final int THREADS = 64;

  @Param({"1000", "4000", "16000"})
  public int statements;

  @Param({"8", "32", "128"})
  public int threadgroups;

  private PreparedKernel kernel = (_, _, _) -> new Outcome.Unsupported("not set up");
  private List<BufferArgument> arguments = List.of();

  @Setup
  public void prepare() {
    StringBuilder text =
        new StringBuilder(
            "kernel void k(device float* r, device const float* a, uint i [[thread_position_in_grid]]) {\n"
                + "float x0 = a[i], x1 = a[i] + 1, x2 = 2, x3 = 3;\n");
    for (int s = 0; s < statements; s++) {
      text.append("x%d = x%d * x%d + a[%d];\n".formatted(s % 4, (s + 1) % 4, (s + 2) % 4, s % 8));
    }
    text.append("r[i] = x0 + x1 + x2 + x3;\n}\n");
    int lanes = threadgroups * THREADS;
    kernel = new SimDevice(SimOptions.DEFAULT.withChecks(Set.of())).prepare(text.toString(), "k");
    arguments =
        List.of(
            BufferArgument.out(0, ElementType.FLOAT32, lanes),
            BufferArgument.in(1, Buffer.ofFloats(new float[lanes])));
  }

  @Benchmark
  public Outcome run() {
    return kernel.run(Extent.of(threadgroups, 1, 1), Extent.of(THREADS, 1, 1), arguments);
  }
}
