package winofuzz.compiler;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Running one class of benchmarks. */
final class Figures {
  private Figures() {}

  /**
   * What its benchmarks come to.
   *
   * @param arguments JMH's own options; without the name of any benchmark, all of the class are run
   */
  static Collection<RunResult> run(Class<?> benchmarks, String... arguments)
      throws RunnerException, CommandLineOptionException {
    CommandLineOptions given = new CommandLineOptions(arguments);
    Options options =
        given.getIncludes().isEmpty()
            ? new OptionsBuilder().parent(given).include(benchmarks.getName()).build()
            : given;
    return new Runner(options).run();
  }
}
