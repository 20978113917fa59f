package winofuzz.fuzz.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.bench.Benchmark;
import winofuzz.fuzz.bench.CaseTimes;
import winofuzz.fuzz.bench.Ratio;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.grid.GridTable;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Oracle;

/** Carries out the experiments of the two documents at the five sizes that they show. */
public final class Laboratory {
  /** The heights and widths that the documents show. */
  public static final List<Integer> SIZES = List.of(24, 32, 40, 48, 64);

  private static final int CHANNELS = 16;
  private static final Target TARGET = Target.APPLE;

  private final CompilerUnderTest compiler;
  private final GridSurvey survey;
  private final @Nullable Benchmark benchmark;
  private final Consumer<String> progress;

  /**
   * Opens the laboratory.
   *
   * @param compiler the built-in one, which has the experiments
   * @param benchmark of {@link #timedPaths}, or null if nothing is to be timed
   * @param progress told what is done next
   */
  public Laboratory(
      CompilerUnderTest compiler, @Nullable Benchmark benchmark, Consumer<String> progress) {
    this.compiler = compiler;
    this.survey = new GridSurvey(compiler, TARGET, true);
    this.benchmark = benchmark;
    this.progress = progress;
  }

  /** Returns what the kernels of the experiments are compiled for. */
  public static Target target() {
    return TARGET;
  }

  /** Returns the paths that are timed: all but those with the published bugs. */
  public static List<LoweringPath> timedPaths() {
    return paths(false);
  }

  private static List<LoweringPath> paths(boolean published) {
    return Arrays.stream(Experiment.values())
        .filter(e -> e.isPublished() == published)
        .map(Experiment::path)
        .toList();
  }

  /** Returns the case of a size. */
  public static ConvCase subject(int size) {
    return new ConvCase(Convolution.of(1, CHANNELS, size, size, CHANNELS, 1, 1), Inputs.DEFAULT);
  }

  /**
   * Carries out all experiments.
   *
   * @param judges whether to hold them to the assertions, which takes longer than all the rest
   */
  public List<Observed> observe(boolean judges) {
    List<Observed> result = new ArrayList<>();
    for (int size : SIZES) {
      ConvCase c = subject(size);
      progress.accept("size " + size + ": assertions");
      Optional<CaseReport> repaired = judges ? Optional.of(judge(c, false)) : Optional.empty();
      Optional<CaseReport> published = judges ? Optional.of(judge(c, true)) : Optional.empty();
      Optional<CaseTimes> times =
          Optional.ofNullable(benchmark)
              .map(
                  b -> {
                    progress.accept("size " + size + ": times");
                    b.warmUp(List.of(c));
                    return b.of(c);
                  });
      GridTable.Row old = survey.row(c, Experiment.OLD.path(), Experiment.OLD.defects());
      for (Experiment experiment : Experiment.values()) {
        result.add(
            new Observed(
                experiment,
                size,
                survey.row(c, experiment.path(), experiment.defects()),
                old,
                (experiment.isPublished() ? published : repaired)
                    .map(report -> violations(report, experiment.path()))
                    .orElse(List.of()),
                experiment.isPublished()
                    ? null
                    : times.flatMap(t -> ratio(t, experiment.path())).orElse(null)));
      }
    }
    return result;
  }

  private CaseReport judge(ConvCase c, boolean published) {
    Experiment any = published ? Experiment.OLD_PUBLISHED : Experiment.OLD;
    Setting setting = new Setting(paths(published), any.defects(), TARGET, "sim");
    return new Oracle(compiler, setting).judge(c, TARGET);
  }

  private static List<Observed.Violated> violations(CaseReport report, LoweringPath path) {
    return report.violations().stream()
        .filter(finding -> finding.path().equals(path))
        .map(f -> new Observed.Violated(f.signature().assertion(), f.detail()))
        .toList();
  }

  private static Optional<Ratio> ratio(CaseTimes times, LoweringPath path) {
    return times.measured().stream()
        .filter(m -> m.path().equals(path))
        .findFirst()
        .flatMap(times::ratio);
  }
}
