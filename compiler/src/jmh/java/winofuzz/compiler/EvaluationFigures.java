package winofuzz.compiler;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import winofuzz.interpret.Semantics;

/**
 * Runs {@link EvaluationBenchmark} and prints how the time grows with elements times nodes, and how
 * it compares to the reference compiler's graph interpreter.
 */
public final class EvaluationFigures {
  /** What the reference's PYTHON device took on its kernels for 1x16x24x24, on two cores. */
  private static final int MEASURED_SIZE = 24;

  private static final double REFERENCE_NEW = 20_400;
  private static final double REFERENCE_OLD = 5_400;

  private EvaluationFigures() {}

  /** Takes JMH's own options. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    Collection<RunResult> results = Figures.run(EvaluationBenchmark.class, arguments);
    System.out.printf(
        "%n%-9s %5s %5s %9s %15s %15s %10s%n",
        "semantics", "path", "size", "ms", "elements*nodes", "ps each", "reference");
    for (RunResult result : results) {
      EvaluationBenchmark.Case c = new EvaluationBenchmark.Case();
      c.semantics = Semantics.valueOf(result.getParams().getParam("semantics"));
      c.path = result.getParams().getParam("path");
      c.size = Integer.parseInt(result.getParams().getParam("size"));
      c.compile();
      double milliseconds = result.getPrimaryResult().getScore();
      System.out.printf(
          "%-9s %5s %5d %9.2f %15d %15.0f %10s%n",
          c.semantics,
          c.path,
          c.size,
          milliseconds,
          c.work(),
          milliseconds * 1e9 / c.work(),
          c.semantics == Semantics.IEEE && c.size == MEASURED_SIZE
              ? "1/%.0f".formatted(reference(c.path) / milliseconds)
              : "");
    }
  }

  private static double reference(String path) {
    return path.equals("new") ? REFERENCE_NEW : REFERENCE_OLD;
  }
}
