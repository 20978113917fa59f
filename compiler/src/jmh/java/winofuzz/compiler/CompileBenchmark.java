package winofuzz.compiler;

import java.io.IOException;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;
import winofuzz.convolution.LoweringException;

/** How long compiling takes once the compiler is warm; {@link CompileFigures} sets it in order. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-XX:+UseParallelGC",
      "-Xmn256m",
      "-XX:+UseTransparentHugePages",
      "-XX:+UseCompactObjectHeaders",
      "-Xss16m"
    })
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class CompileBenchmark {
  static List<ReferenceRow> rows() throws IOException {
    return ReferenceRow.all("float32-apple.jsonl");
  }

  /** All rows. */
  @State(Scope.Benchmark)
  public static class All {
    List<ReferenceRow> rows = List.of();

    @Setup
    public void read() throws IOException {
      rows = rows();
    }
  }

  /** One row. */
  @State(Scope.Benchmark)
  public static class Single {
    /** Which row of the file: from a small kernel to the largest of all, the last. */
    @Param({"66", "695", "881", "311", "635", "5", "557"})
    int row;

    private List<ReferenceRow> all = List.of();

    @Setup
    public void read() throws IOException {
      all = rows();
    }

    ReferenceRow get() {
      return all.get(row);
    }
  }

  /** All rows, some twenty seconds of work. */
  @Benchmark
  @Warmup(iterations = 2)
  @Measurement(iterations = 3)
  public void all(All all, Blackhole results) {
    for (ReferenceRow row : all.rows) {
      results.consume(compile(row));
    }
  }

  /** One kernel, to see how the time grows with it. */
  @Benchmark
  public Compilation single(Single single) {
    return single.get().compile();
  }

  /** What comes of a row, be it that it does not lower. */
  private static Object compile(ReferenceRow row) {
    try {
      return row.compile();
    } catch (LoweringException e) {
      return e;
    }
  }
}
