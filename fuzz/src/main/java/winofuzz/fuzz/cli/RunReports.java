package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.campaign.Checkpoint;
import winofuzz.fuzz.campaign.Plan;
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

/** Makes the report of a run: tells the stories of its findings and draws its grids. */
final class RunReports {
  /** Larger cases have pictures that nobody reads. */
  private static final long MOST_ELEMENTS_DRAWN = 20_000;

  private final Context context;

  RunReports(Context context) {
    this.context = context;
  }

  /**
   * Tells the stories of findings that have none yet, as far as there is time to begin.
   *
   * @param progress is told what is done
   * @return how many are left without
   */
  int tell(Path run, List<Finding> findings, Duration time, Progress progress)
      throws IOException {
    StoryFiles files = new StoryFiles(run);
    Map<String, Story> told = files.of(findings);
    List<Finding> left =
        new ArrayList<>(findings.stream().filter(f -> !told.containsKey(f.id())).toList());
    long start = System.nanoTime();
    while (!left.isEmpty() && System.nanoTime() - start < time.toNanos()) {
      Finding finding = left.removeFirst();
      progress.telling(finding, findings.size() - left.size(), findings.size());
      Setting setting = finding.setting();
      Oracle oracle = new Oracle(context.compiler(), setting);
      try (LimitedJudge judge = new LimitedJudge(oracle, setting, CaseLimits.USUAL)) {
        files.keep(new Storyteller(oracle, judge).tell(finding));
      }
    }
    return left.size();
  }

  /** Is told which story is told. */
  interface Progress {
    void telling(Finding finding, int number, int of);
  }

  /** Returns what a report is made from. */
  RunReport report(Path run, Plan plan, Checkpoint checkpoint) throws IOException {
    return new RunReport(
        String.valueOf(run.toAbsolutePath().normalize().getFileName()),
        plan,
        checkpoint,
        new StoryFiles(run).of(checkpoint.findings()),
        pictures(plan, checkpoint),
        MachineFile.of(run).list(),
        context.choice().equals(plan.setting().compiler()) ? context.compiler().rulesTotal() : 0);
  }

  /** Writes the page of a run into its folder; the result is the file. */
  Path write(Path run, Plan plan, Checkpoint checkpoint) throws IOException {
    Path file = run.resolve("report.html");
    AtomicFiles.write(file, RunPages.html(report(run, plan, checkpoint), words()));
    return file;
  }

  /** Returns the words of the project and what they mean. */
  static Map<String, String> words() {
    return Map.of();
  }

  /** Draws the smallest case of each class of grids that are not the same. */
  private Map<GridClass, String> pictures(Plan plan, Checkpoint checkpoint) {
    Map<GridClass, String> result = new EnumMap<>(GridClass.class);
    Setting setting = plan.setting();
    if (!setting.compiler().equals(context.choice()) || setting.paths().size() < 2) {
      return result;
    }
    for (GridRecord grid : checkpoint.statistics().grids()) {
      ConvCase c = grid.smallest();
      if (grid.gridClass() != GridClass.SAME && c.elements() <= MOST_ELEMENTS_DRAWN) {
        GridSurvey survey = new GridSurvey(context.compiler(), setting.target(), true);
        List<GridTable.Row> rows = new ArrayList<>();
        for (LoweringPath path : setting.paths().subList(0, 2)) {
          rows.add(survey.row(c, path, setting.defects()));
        }
        if (rows.stream().allMatch(row -> row.error() == null)) {
          result.put(
              grid.gridClass(), GridPicture.svg(new GridTable.Section(c, rows)));
        }
      }
    }
    return result;
  }
}
