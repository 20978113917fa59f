package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.about.Glossary;
import winofuzz.fuzz.campaign.Checkpoint;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.campaign.RunFolder;
import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridPicture;
import winofuzz.fuzz.grid.GridTable;
import winofuzz.fuzz.lab.GridSurvey;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.page.RunPages;
import winofuzz.fuzz.page.RunReport;
import winofuzz.fuzz.story.Story;
import winofuzz.fuzz.story.Storyteller;
import winofuzz.fuzz.terminal.Activity;

/** Makes the report of a run: tells the stories of its findings and draws its grids. */
final class RunReports {
  /** How long the end of a run may be held up by stories. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Larger cases have pictures that nobody reads. */
  private static final long MOST_ELEMENTS_DRAWN = 20_000;

  private final Context context;

  RunReports(Context context) {
    this.context = context;
  }

  /**
   * Writes the page of a run that is over into its folder, with the stories that can be told soon.
   *
   * @return the file
   */
  Path write(RunFolder folder, Plan plan) throws IOException {
    Path run = folder.root();
    Checkpoint checkpoint = folder.checkpoint();
    tell(
        run,
        plan,
        checkpoint.bugs(),
        context.compiler().hasCostlyStages() ? Duration.ZERO : PATIENCE);
    Path file = page(run);
    AtomicFiles.write(file, html(List.of(report(run, plan, checkpoint))));
    return file;
  }

  /** Returns where the page of a run is. */
  static Path page(Path run) {
    return run.resolve("report.html");
  }

  /**
   * Tells the stories of findings that have none yet, as far as there is time to begin.
   *
   * @return how many are left without
   */
  int tell(Path run, Plan plan, List<Finding> findings, Duration time) throws IOException {
    StoryFiles files = new StoryFiles(run);
    Map<String, Story> told = files.of(findings);
    List<Finding> left =
        new ArrayList<>(findings.stream().filter(f -> !told.containsKey(f.id())).toList());
    if (left.isEmpty() || !plan.setting().compiler().equals(context.choice())) {
      return left.size();
    }
    Activity activity = context.console().status().begin("telling the stories of findings");
    long start = System.nanoTime();
    while (!left.isEmpty() && System.nanoTime() - start < time.toNanos()) {
      Finding finding = left.removeFirst();
      activity.at(
          "the story of " + finding.signature(), findings.size() - left.size(), findings.size());
      try {
        files.keep(tell(finding));
      } catch (Throwable thrown) {
        // What was found is kept without its story; that there is none must be heard of.
        context
            .console()
            .status()
            .warn("no story of %s: %s".formatted(finding.signature(), thrown));
      }
    }
    context.console().status().clear();
    return left.size();
  }

  private Story tell(Finding finding) {
    Setting setting = finding.setting();
    Oracle oracle = new Oracle(context.compiler(), setting);
    try (LimitedJudge judge = new LimitedJudge(oracle, setting, CaseLimits.USUAL)) {
      return new Storyteller(oracle, judge, context.compiler().hasCostlyStages()).tell(finding);
    }
  }

  /** Returns what a report is made from. */
  RunReport report(Path run, Plan plan, Checkpoint checkpoint) throws IOException {
    return new RunReport(
        String.valueOf(run.toAbsolutePath().normalize().getFileName()),
        plan,
        checkpoint,
        checkpoint.coverage(),
        new StoryFiles(run).of(checkpoint.findings()),
        pictures(plan, checkpoint),
        MachineFile.of(run).list(),
        context.choice().equals(plan.setting().compiler()) ? context.compiler().rulesTotal() : 0);
  }

  /** Returns the page of a run, or of two, with the words of the project that are on it. */
  static String html(List<RunReport> runs) {
    Map<String, String> words = new LinkedHashMap<>();
    for (Glossary.Entry entry : Glossary.load().occurring(page(runs, Map.of()))) {
      words.put(entry.word(), entry.text());
    }
    return page(runs, words);
  }

  private static String page(List<RunReport> runs, Map<String, String> words) {
    return runs.size() == 1
        ? RunPages.html(runs.getFirst(), words)
        : RunPages.html(runs.getFirst(), runs.getLast(), words);
  }

  /** Draws the smallest case of each class of grids that are not the same. */
  private Map<GridClass, String> pictures(Plan plan, Checkpoint checkpoint) {
    Map<GridClass, String> result = new EnumMap<>(GridClass.class);
    Setting setting = plan.setting();
    if (!setting.compiler().equals(context.choice()) || setting.paths().size() < 2) {
      return result;
    }
    for (GridRecord grid : checkpoint.statistics().grids()) {
      if (grid.gridClass() != GridClass.SAME && grid.smallest().elements() <= MOST_ELEMENTS_DRAWN) {
        try {
          picture(setting, grid.smallest()).ifPresent(svg -> result.put(grid.gridClass(), svg));
        } catch (Throwable thrown) {
          String why = "no picture of %s: %s".formatted(grid.smallest(), thrown);
          context.console().status().note(why);
        }
      }
    }
    return result;
  }

  private Optional<String> picture(Setting setting, ConvCase c) {
    GridSurvey survey = new GridSurvey(context.compiler(), setting.target(), true);
    List<GridTable.Row> rows = new ArrayList<>();
    for (LoweringPath path : setting.paths().subList(0, 2)) {
      rows.add(survey.row(c, path, setting.defects()));
    }
    return rows.stream().allMatch(row -> row.error() == null)
        ? Optional.of(GridPicture.svg(new GridTable.Section(c, rows)))
        : Optional.empty();
  }
}
