package winofuzz.fuzz.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
      LoweringPath path, Set<Defect> defects, List<GridKernel> kernels, @Nullable String error) {
    public Row {
      defects = Set.copyOf(defects);
      kernels = List.copyOf(kernels);
    }

    /** Returns the kernels as launches. */
    public List<LaunchShape> launches() {
      return kernels.stream().map(k -> LaunchShape.of(k.kernel())).toList();
    }

    /** Returns the path, and whether it is the published one. */
    public String label() {
      return defects.containsAll(Defect.published()) ? path.label() + " published" : path.label();
    }
  }

  /** Returns the table in Markdown, a line for each kernel; below it the accesses, if known. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        "| case | path | grid | kernel | threadgroups x, y, z | threads x, y, z | buffers |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (Section section : sections) {
      for (Row row : section.rows) {
        for (List<String> line : lines(section, row)) {
          text.append("| ").append(section.subject).append(" | ");
          text.append(String.join(" | ", line)).append(" |\n");
        }
      }
    }
    text.append(classes(true));
    if (hasAccesses()) {
      text.append('\n').append(accessesInMarkdown());
    }
    return text.toString();
  }

  /**
   * Returns how many cases have each grid class on each path, a line for each path but the first;
   * empty if there are fewer than two cases.
   */
  private String classes(boolean inMarkdown) {
    SortedMap<String, Map<String, Integer>> counts = new TreeMap<>();
    for (Section section : sections) {
      for (Row row : section.rows.subList(1, section.rows.size())) {
        String gridClass = section.gridClass(row).map(GridClass::label).orElse("does not lower");
        counts
            .computeIfAbsent(row.label(), _ -> new LinkedHashMap<>())
            .merge(gridClass, 1, Integer::sum);
      }
    }
    if (sections.size() < 2 || counts.isEmpty()) {
      return "";
    }
    List<String> headings = new ArrayList<>();
    Arrays.stream(GridClass.values()).map(GridClass::label).forEach(headings::add);
    headings.add("does not lower");
    StringBuilder text = new StringBuilder("\n");
    if (inMarkdown) {
      text.append("| path | ").append(String.join(" | ", headings)).append(" |\n|---");
      text.append("|---:".repeat(headings.size())).append("|\n");
    }
    counts.forEach(
        (label, classes) -> {
          List<String> cells =
              headings.stream().map(h -> String.valueOf(classes.getOrDefault(h, 0))).toList();
          text.append(
              inMarkdown
                  ? "| " + label + " | " + String.join(" | ", cells) + " |"
                  : label
                      + ": "
                      + headings.stream()
                          .filter(classes::containsKey)
                          .map(h -> classes.get(h) + " " + h)
                          .collect(Collectors.joining(", ")));
          text.append('\n');
        });
    return text.toString();
  }

  private boolean hasAccesses() {
    return kernels().anyMatch(kernel -> kernel.accesses() != null);
  }

  /** Whether it is not known of some kernel what it asks of memory. */
  public boolean lacksAccesses() {
    return kernels().anyMatch(kernel -> kernel.accesses() == null);
  }

  private Stream<GridKernel> kernels() {
    return sections.stream()
        .flatMap(section -> section.rows.stream())
        .flatMap(row -> row.kernels.stream());
  }

  private String accessesInMarkdown() {
    StringBuilder text = new StringBuilder();
    text.append("| case | path | kernel | ").append(String.join(" | ", AccessLine.HEADINGS));
    text.append(" |\n|---|---|---").append("|---".repeat(AccessLine.HEADINGS.size()));
    text.append("|\n");
    for (Section section : sections) {
      for (Row row : section.rows) {
        for (GridKernel kernel : row.kernels) {
          for (AccessLine line : AccessLine.of(kernel)) {
            text.append("| ").append(section.subject).append(" | ").append(row.label());
            text.append(" | ").append(kernel.kernel().name()).append(" | ");
            text.append(String.join(" | ", line.cells())).append(" |\n");
          }
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
        List<List<String>> lines = lines(section, row);
        for (int i = 0; i < lines.size(); i++) {
          List<String> line = lines.get(i);
          text.append(
              String.format(
                      Locale.ROOT,
                      "  %-16s  %-10s  %-32s  %-42s  of  %-28s  %s",
                      line.get(0),
                      line.get(1),
                      line.get(2),
                      line.get(3),
                      line.get(4),
                      line.get(5))
                  .stripTrailing());
          text.append('\n');
          if (i < row.kernels.size()) {
            AccessLine.of(row.kernels.get(i)).forEach(a -> text.append(a.text()).append('\n'));
          }
        }
      }
    }
    text.append(classes(false));
    return text.toString();
  }

  /** Returns the cells of a lowering: path and grid class beside its first kernel only. */
  private static List<List<String>> lines(Section section, Row row) {
    String gridClass = section.gridClass(row).map(GridClass::label).orElse("");
    if (row.error != null) {
      return List.of(List.of(row.label(), gridClass, "does not lower: " + row.error, "", "", ""));
    }
    List<List<String>> result = new ArrayList<>();
    for (GridKernel kernel : row.kernels) {
      boolean first = result.isEmpty();
      Grid grid = kernel.kernel().grid();
      result.add(
          List.of(
              first ? row.label() : "",
              first ? gridClass : "",
              kernel.kernel().name(),
              dimensions(grid.threadgroups()),
              dimensions(grid.threads()),
              kernel.bufferOrder()));
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
