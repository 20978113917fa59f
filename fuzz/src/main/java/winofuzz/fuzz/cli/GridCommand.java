package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.grid.GridRowDocument;
import winofuzz.fuzz.grid.GridTable;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lowering.UnsupportedCaseException;

/** {@code grid}: launches side by side, each axis named by its origin. */
@Command(name = "grid", description = "Shows launches side by side, each axis named by its origin.")
final class GridCommand implements Callable<Integer> {
  /** Channels of the square cases that {@code --sizes} makes. */
  private static final int CHANNELS = 16;

  private final Context context;

  @Mixin private SettingOptions options = new SettingOptions();

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      description = "square inputs, 16 channels in and out, padding 1. Default: 24,32,40,48,64")
  private List<Integer> sizes = new ArrayList<>();

  @Option(names = "--cases", paramLabel = "FILE", description = "a JSON case a line")
  private @Nullable Path cases;

  @Option(names = "--markdown", description = "the table in Markdown")
  private boolean markdown;

  @Option(names = "--json", description = "the table as one JSON document")
  private boolean json;

  GridCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (cases != null && !sizes.isEmpty()) {
      throw new BadInputException("expected one of --sizes and --cases, found both");
    }
    Setting setting = options.setting(context);
    List<GridTable.Section> sections = new ArrayList<>();
    for (ConvCase c : cases()) {
      sections.add(section(c, setting));
    }
    GridTable table = new GridTable(sections);
    if (json) {
      context.console().json(GridRowDocument.of(table));
    } else {
      context.console().out().print(markdown ? table.markdown() : table.text());
    }
    return ExitCode.AGREES;
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

  private List<ConvCase> cases() throws IOException {
    return cases == null ? squares() : Json.readLines(cases, CaseLine.class, CaseLine::toCase);
  }

  private List<ConvCase> squares() {
    List<Integer> chosen = sizes.isEmpty() ? List.of(24, 32, 40, 48, 64) : sizes;
    List<ConvCase> result = new ArrayList<>();
    for (int size : chosen) {
      try {
        result.add(
            new ConvCase(Convolution.of(1, CHANNELS, size, size, CHANNELS, 1, 1), Inputs.DEFAULT));
      } catch (BadConvolutionException e) {
        throw new BadInputException("--sizes: " + e.getMessage(), e);
      }
    }
    return result;
  }
}
