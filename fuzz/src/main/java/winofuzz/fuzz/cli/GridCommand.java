package winofuzz.fuzz.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.grid.GridRowDocument;
import winofuzz.fuzz.grid.GridTable;
import winofuzz.fuzz.lowering.UnsupportedCaseException;

/** {@code grid}: launches side by side, each axis named by its origin. */
@Command(name = "grid", description = "Shows launches side by side, each axis named by its origin.")
final class GridCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingOptions options = new SettingOptions();

  @Mixin private CaseListOptions cases = new CaseListOptions();

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
    List<GridTable.Section> sections = new ArrayList<>();
    CaseListOptions.Chosen chosen = cases.cases();
    for (ConvCase c : chosen.cases()) {
      sections.add(section(c, setting));
    }
    GridTable table = new GridTable(sections);
    if (json) {
      context.console().json(GridRowDocument.of(table));
    } else {
      context.console().out().print(markdown ? table.markdown() : table.text());
    }
    return chosen.report(context.console(), "fuzz grid", ExitCode.AGREES);
  }

  /**
   * Where no defects were asked for, a path is shown as published as well if its launches are
   * others then: the published table is of those.
   */
  private GridTable.Section section(ConvCase c, Setting setting) {
    List<GridTable.Row> rows = new ArrayList<>();
    for (LoweringPath path : setting.paths()) {
      GridTable.Row row = row(c, path, setting.defects(), setting.target());
      rows.add(row);
      if (!options.choosesDefects()) {
        GridTable.Row published = row(c, path, Defect.published(), setting.target());
        if (published.error() == null && !published.launches().equals(row.launches())) {
          rows.add(published);
        }
      }
    }
    return new GridTable.Section(c, rows);
  }

  private GridTable.Row row(ConvCase c, LoweringPath path, Set<Defect> defects, Target target) {
    try {
      return new GridTable.Row(
          path,
          defects,
          context.compiler().lower(c.convolution(), path, defects, target).kernels(),
          null);
    } catch (LoweringException e) {
      return new GridTable.Row(path, defects, List.of(), String.valueOf(e.getMessage()));
    } catch (UnsupportedCaseException e) {
      return new GridTable.Row(path, defects, List.of(), "not supported: " + e.getMessage());
    }
  }
}
