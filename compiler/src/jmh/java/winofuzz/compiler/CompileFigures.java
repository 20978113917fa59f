package winofuzz.compiler;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/** Runs {@link CompileBenchmark} and prints its figures beside the reference compiler's. */
public final class CompileFigures {
  private CompileFigures() {}

  /**
   * Takes JMH's own options, such as which benchmarks to run; all of {@link CompileBenchmark} by
   * default.
   *
   * @throws IOException if the reference's figures cannot be read
   */
  public static void main(String[] arguments)
      throws RunnerException, CommandLineOptionException, IOException {
    Collection<RunResult> results = Figures.run(CompileBenchmark.class, arguments);
    System.out.printf(
        "%n%7s %7s %10s %8s %13s %9s  %s%n",
        "row", "lines", "ms", "us/line", "reference ms", "ratio", "convolution");
    for (RunResult result : results) {
      double milliseconds = result.getPrimaryResult().getScore();
      String row = result.getParams().getParam("row");
      if (row == null) {
        printMean(milliseconds);
      } else {
        printSingle(row, CompileBenchmark.rows().get(Integer.parseInt(row)), milliseconds);
      }
    }
  }

  private static void printMean(double milliseconds) throws IOException {
    List<ReferenceRow> rows = CompileBenchmark.rows();
    double reference = rows.stream().mapToDouble(ReferenceRow::seconds).sum() * 1000;
    int n = rows.size();
    print("mean", 0, milliseconds / n, reference / n, "of " + n + " rows");
  }

  private static void printSingle(String name, ReferenceRow row, double milliseconds) {
    long lines = row.compile().kernels().stream().mapToLong(k -> k.source().lines().count()).sum();
    print(name, lines, milliseconds, row.seconds() * 1000, row.toString());
  }

  private static void print(
      String name, long lines, double milliseconds, double reference, String what) {
    System.out.printf(
        "%7s %7s %10.2f %8s %13.0f %9s  %s%n",
        name,
        lines == 0 ? "" : lines,
        milliseconds,
        lines == 0 ? "" : "%.1f".formatted(milliseconds * 1000 / lines),
        reference,
        "1/%.0f".formatted(reference / milliseconds),
        what);
  }
}
