package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.grid.GridPicture;
import winofuzz.fuzz.grid.GridRowDocument;
import winofuzz.fuzz.grid.GridTable;
import winofuzz.fuzz.lab.GridSurvey;
import winofuzz.fuzz.lab.SmallestDocument;
import winofuzz.fuzz.lab.SmallestReport;
import winofuzz.fuzz.lab.SmallestShapes;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.fuzz.terminal.Status;

/** {@code grid}: launches side by side, each axis named by its origin. */
@Command(
    name = "grid",
    description = "Shows launches side by side, each axis named by its origin.",
    footer = {
      "  bin/fuzz grid",
      "      shows the launches of old and hybrid at five sizes",
      "  bin/fuzz grid --case cin=16,h=64,w=64,cout=16,pad=1 --accesses",
      "      says what the kernels ask of memory as well",
      "  bin/fuzz grid --smallest 60",
      "      finds the smallest shape of each way in which launches differ"
    })
final class GridCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingOptions options = new SettingOptions();

  @Mixin private CaseListOptions cases = new CaseListOptions();

  @Option(
      names = "--accesses",
      description =
          "what the loads and stores of each kernel ask of memory: the distance of neighbouring"
              + " lanes, and the sectors that a simdgroup touches")
  private boolean accesses;

  @Option(
      names = "--svg",
      paramLabel = "DIR",
      description =
          "writes a picture of each case there: which addresses a simdgroup touches, and which"
              + " thread writes which output")
  private @Nullable Path pictures;

  @Option(
      names = "--smallest",
      paramLabel = "ELEMENTS",
      description =
          "instead of a table of cases: the smallest shape of each class that the second path's"
              + " launches have against the first's, of all shapes of up to so many elements")
  private @Nullable Long most;

  @Option(names = "--markdown", description = "the table in Markdown")
  private boolean markdown;

  @Option(names = "--json", description = "the table as one JSON document")
  private boolean json;

  GridCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Setting setting = options.setting(context);
    FolderOption.require("--svg", pictures);
    List<GridTable.Section> sections = new ArrayList<>();
    GridSurvey survey =
        new GridSurvey(context.compiler(), setting.target(), accesses || pictures != null);
    if (most != null) {
      return smallest(setting, survey, most);
    }
    CaseListOptions.Chosen chosen = cases.cases();
    Activity activity = context.console().status().begin("lowering");
    for (ConvCase c : chosen.cases()) {
      activity.at("lowering", sections.size(), chosen.cases().size());
      sections.add(section(c, setting, survey));
    }
    GridTable table = new GridTable(sections);
    if (survey.accesses() && table.lacksAccesses()) {
      context
          .console()
          .err()
          .println(
              "fuzz grid: of some kernels it is not known what they ask of memory: "
                  + context.compiler().name()
                  + " shows no instructions, or indices that are loaded");
    }
    draw(sections);
    if (json) {
      context.console().json(GridRowDocument.of(table));
    } else {
      context.console().out().print(markdown ? table.markdown() : table.text());
    }
    return chosen.report(context.console(), "fuzz grid", ExitCode.AGREES);
  }

  private int smallest(Setting setting, GridSurvey survey, long most) {
    List<LoweringPath> paths = setting.paths();
    if (paths.size() != 2) {
      throw new BadInputException("--smallest: expected two --paths, found " + paths.size());
    }
    if (most < 1) {
      throw new BadInputException("--smallest: expected at least 1 element, found " + most);
    }
    Status status = context.console().status();
    Activity activity = status.begin("starting");
    SmallestShapes found =
        SmallestShapes.search(
            survey,
            paths.get(0),
            paths.get(1),
            setting.defects(),
            most,
            new SmallestShapes.Listener() {
              @Override
              public void trying(long elements) {
                activity.at("shapes of %d elements, of up to %d".formatted(elements, most));
              }

              @Override
              public void found(SmallestShapes.Found found) {
                status.say(
                    "%-10s %s".formatted(found.comparison().gridClass().label(), found.smallest()));
              }
            });
    if (json) {
      context.console().json(SmallestDocument.of(found));
    } else {
      context.console().out().print(SmallestReport.text(found, markdown));
    }
    return ExitCode.AGREES;
  }

  private void draw(List<GridTable.Section> sections) throws IOException {
    if (pictures == null) {
      return;
    }
    Files.createDirectories(pictures);
    for (GridTable.Section section : sections) {
      Path file = pictures.resolve(fileName(section.subject()));
      Files.writeString(file, GridPicture.svg(section));
      context.console().status().note("fuzz grid: wrote " + file);
    }
  }

  /** {@code batch=1,cin=16,...} as the name of a file. */
  private static String fileName(ConvCase c) {
    return c.toString().replace('=', '-').replace('/', '.').replace(',', '_') + ".svg";
  }

  /**
   * Where no defects were asked for, a path is shown as published as well if its launches are
   * others then: the published table is of those.
   */
  private GridTable.Section section(ConvCase c, Setting setting, GridSurvey survey) {
    List<GridTable.Row> rows = new ArrayList<>();
    for (LoweringPath path : setting.paths()) {
      GridTable.Row row = survey.row(c, path, setting.defects());
      rows.add(row);
      if (!options.choosesDefects()) {
        GridTable.Row published = survey.row(c, path, Defect.published());
        if (published.error() == null && !published.launches().equals(row.launches())) {
          rows.add(published);
        }
      }
    }
    return new GridTable.Section(c, rows);
  }
}
