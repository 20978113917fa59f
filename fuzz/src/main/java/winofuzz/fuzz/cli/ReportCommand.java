package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winofuzz.fuzz.about.BuildInfo;
import winofuzz.fuzz.campaign.Checkpoint;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.campaign.RunFolder;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.page.RunReport;
import winofuzz.fuzz.report.RunSummary;
import winofuzz.fuzz.report.RunSummary.Kept;

/** {@code report}: a page of a run, or of two. */
@Command(
    name = "report",
    description =
        "Writes what a run found as one page of HTML that opens without a network, or compares two"
            + " runs. Of two, the exit status is 1 if the second found what the first did not.",
    footer = {
      "  bin/fuzz report",
      "      writes the page of the latest run",
      "  bin/fuzz report reports/run-1 reports/run-2",
      "      compares two runs: what is new, what is gone",
      "  bin/fuzz report reports/run-1 --sarif run.sarif --markdown run.md",
      "      writes the same for a code host"
    })
final class ReportCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..2",
      description = "the folder of a run, or of two to compare. Default: the latest run")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where the page goes. Default: report.html in the folder of the run, the later")
  private @Nullable Path out;

  @Option(
      names = "--stories",
      description = "tells the stories of all findings, however long that takes")
  private boolean stories;

  @Option(names = "--markdown", paramLabel = "FILE", description = "the same in short, as Markdown")
  private @Nullable Path markdown;

  @Option(names = "--junit", paramLabel = "FILE", description = "the findings as JUnit XML")
  private @Nullable Path junit;

  @Option(names = "--sarif", paramLabel = "FILE", description = "the findings as SARIF 2.1.0")
  private @Nullable Path sarif;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  ReportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    RunReports reports = new RunReports(context);
    List<RunReport> pages = new ArrayList<>();
    List<Kept> kept = new ArrayList<>();
    for (Path root : roots()) {
      Run run = read(root);
      tell(reports, run);
      RunReport page = reports.report(root, run.plan, run.checkpoint);
      pages.add(page);
      kept.add(new Kept(root, run.plan, run.checkpoint, List.copyOf(page.stories().values())));
    }
    RunReport last = pages.getLast();
    Path file = out == null ? RunReports.page(kept.getLast().root()) : out;
    write(file, "--out", RunReports.html(pages));
    RunSummary summary =
        new RunSummary(
            kept.size() == 1 ? null : kept.getFirst(), kept.getLast(), last.rulesTotal());
    writeOthers(summary);
    if (json) {
      context.console().json(summary.document());
    } else {
      context.console().out().print(summary.text());
      context.console().out().println("the page is " + file);
    }
    return summary.isWorse() ? ExitCode.FINDING : ExitCode.AGREES;
  }

  private void writeOthers(RunSummary summary) {
    if (markdown != null) {
      write(markdown, "--markdown", summary.markdown());
    }
    if (junit != null) {
      write(junit, "--junit", summary.junit());
    }
    if (sarif != null) {
      write(sarif, "--sarif", summary.sarif(BuildInfo.VERSION));
    }
  }

  private static void write(Path file, String option, String text) {
    try {
      AtomicFiles.write(file, text);
    } catch (IOException e) {
      throw new BadInputException(
          option + ": expected a file that can be written, found " + file, e);
    }
  }

  private List<Path> roots() {
    if (runs.size() > 2) {
      throw new BadInputException("expected one run or two, found " + runs.size());
    }
    if (!runs.isEmpty()) {
      return runs;
    }
    return List.of(
        LatestRun.of(context.home())
            .get()
            .orElseThrow(
                () -> new BadInputException("expected the folder of a run, found no latest run")));
  }

  /** A run as its folder has it. */
  private record Run(Path root, Plan plan, Checkpoint checkpoint) {}

  private Run read(Path root) throws IOException {
    try (RunFolder folder = new RunFolder(root, context.console().err()::println)) {
      return new Run(root, folder.plan(1), folder.checkpoint());
    }
  }

  /** Tells stories where the compiler of the run is the one at hand. */
  private void tell(RunReports reports, Run run) throws IOException {
    Duration time =
        stories
            ? Duration.ofDays(1)
            : context.compiler().hasCostlyStages() ? Duration.ZERO : Duration.ofMinutes(1);
    int left = reports.tell(run.root, run.plan, run.checkpoint.bugs(), time);
    if (left > 0) {
      context
          .console()
          .status()
          .note(
              "%d without a story; to have it: bin/fuzz report %s --stories%s"
                  .formatted(left, run.root, options(run.plan)));
    }
  }

  private static String options(Plan plan) {
    String options = plan.setting().compiler().options(plan.setting().paths());
    return options.isEmpty() ? "" : " " + options;
  }
}
