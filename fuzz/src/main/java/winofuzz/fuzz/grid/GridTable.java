package winofuzz.fuzz.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Defect;
import winofuzz.convolution.Grid;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;

/**
 * The launches of several cases on several paths, each axis named by where it came from.
 *
 * @param sections one for each case
 */
public record GridTable(List<Section> sections) {
  public GridTable {
    sections = List.copyOf(sections);
  }

  /**
   * The launches of one case.
   *
   * @param subject the case
   * @param rows its lowerings; the first is what the others are compared with
   */
  public record Section(ConvCase subject, List<Row> rows) {
    public Section {
      rows = List.copyOf(rows);
    }

    /**
     * Returns how a lowering compares with the first; empty for the first, and where either failed.
     */
    Optional<GridClass> gridClass(Row row) {
      Row first = rows.getFirst();
      return row.equals(first) || row.error != null || first.error != null
          ? Optional.empty()
          : Optional.of(new GridComparison(first.launches(), row.launches()).gridClass());
    }
  }

  /**
   * The kernels of one lowering.
   *
   * @param path how the case was lowered
   * @param defects switched on in the path
   * @param kernels in launch order
   * @param error why there are none, or null if there are
   */
  public record Row(
      LoweringPath path,
      Set<Defect> defects,
      List<CompiledKernel> kernels,
      @Nullable String error) {
    public Row {
      defects = Set.copyOf(defects);
      kernels = List.copyOf(kernels);
    }

    /** Returns the kernels as launches. */
    public List<LaunchShape> launches() {
      return kernels.stream().map(LaunchShape::of).toList();
    }

    private String label() {
      return defects.containsAll(Defect.published()) ? path.label() + " published" : path.label();
    }
  }

  /** Returns the table in Markdown, a line for each kernel. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| case | path | grid | kernel | threadgroups x, y, z | threads x, y, z |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (Section section : sections) {
      for (Row row : section.rows) {
        for (List<String> line : lines(section, row)) {
          text.append("| ").append(section.subject).append(" | ");
          text.append(String.join(" | ", line)).append(" |\n");
        }
      }
    }
    return text.toString();
  }

  /** Returns the table for a terminal, in columns. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Section section : sections) {
      text.append(section.subject).append('\n');
      for (Row row : section.rows) {
        for (List<String> line : lines(section, row)) {
          text.append(
              String.format(
                      Locale.ROOT,
                      "  %-16s  %-10s  %-32s  %-42s  of  %s",
                      line.get(0),
                      line.get(1),
                      line.get(2),
                      line.get(3),
                      line.get(4))
                  .stripTrailing());
          text.append('\n');
        }
      }
    }
    return text.toString();
  }

  /** Returns the cells of a lowering: path and grid class beside its first kernel only. */
  private static List<List<String>> lines(Section section, Row row) {
    String gridClass = section.gridClass(row).map(GridClass::label).orElse("");
    if (row.error != null) {
      return List.of(List.of(row.label(), gridClass, "does not lower: " + row.error, "", ""));
    }
    List<List<String>> result = new ArrayList<>();
    for (CompiledKernel kernel : row.kernels) {
      boolean first = result.isEmpty();
      result.add(
          List.of(
              first ? row.label() : "",
              first ? gridClass : "",
              kernel.name(),
              dimensions(kernel.grid().threadgroups()),
              dimensions(kernel.grid().threads())));
    }
    return result;
  }

  private static String dimensions(List<Grid.Dimension> dimensions) {
    return dimensions.stream().map(GridTable::dimension).collect(Collectors.joining(", "));
  }

  /** {@code 6 tile-y}, {@code 24 tile-y*cout}, {@code 1}. */
  private static String dimension(Grid.Dimension dimension) {
    String roles = LaunchShape.roles(dimension);
    return roles.isEmpty() ? String.valueOf(dimension.size()) : dimension.size() + " " + roles;
  }
}
