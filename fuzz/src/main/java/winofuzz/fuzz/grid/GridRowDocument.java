package winofuzz.fuzz.grid;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Defect;
import winofuzz.convolution.Grid;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.access.AccessPattern;
import winofuzz.fuzz.cases.ConvCase;

/** One lowering of the table that {@code grid} writes. */
public record GridRowDocument(
    @JsonProperty("case") ConvCase subject,
    LoweringPath path,
    SortedSet<Defect> defects,
    @JsonProperty("class") @Nullable GridClass gridClass,
    @JsonInclude @Nullable String error,
    List<Kernel> kernels) {
  private static final List<String> DIMENSIONS = List.of("x", "y", "z");

  /** The launch of a kernel, by the dimensions x, y and z, and what it does to memory. */
  public record Kernel(
      String name,
      Map<String, Dimension> threadgroups,
      Map<String, Dimension> threads,
      List<BufferOfKernel> buffers,
      @Nullable List<AccessDocument> accesses) {}

  /** The memory behind an argument. */
  public record BufferOfKernel(String name, long elements) {}

  /** A dimension of a launch and the axes that it came from. */
  public record Dimension(int size, List<Axis> axes) {}

  /** What an axis of a lowering stands for, and its size. */
  public record Axis(String role, int size) {}

  /** Returns an object for each lowering of a table. */
  public static List<GridRowDocument> of(GridTable table) {
    return table.sections().stream()
        .flatMap(section -> section.rows().stream().map(row -> of(section, row)))
        .toList();
  }

  private static GridRowDocument of(GridTable.Section section, GridTable.Row row) {
    return new GridRowDocument(
        section.subject(),
        row.path(),
        new TreeSet<>(row.defects()),
        section.gridClass(row).orElse(null),
        row.error(),
        row.kernels().stream().map(GridRowDocument::kernel).toList());
  }

  private static Kernel kernel(GridKernel kernel) {
    List<AccessPattern> accesses = kernel.accesses();
    return new Kernel(
        kernel.kernel().name(),
        dimensions(kernel.kernel().grid().threadgroups()),
        dimensions(kernel.kernel().grid().threads()),
        kernel.buffers().stream().map(m -> new BufferOfKernel(m.name(), m.elements())).toList(),
        accesses == null
            ? null
            : accesses.stream()
                .map(a -> AccessDocument.of(a, kernel.buffers().get(a.site().argument()).name()))
                .toList());
  }

  private static Map<String, Dimension> dimensions(List<Grid.Dimension> dimensions) {
    Map<String, Dimension> result = new TreeMap<>();
    for (int i = 0; i < dimensions.size(); i++) {
      List<Axis> axes =
          dimensions.get(i).axes().stream()
              .map(part -> new Axis(part.axis().role().label(), part.size()))
              .toList();
      result.put(DIMENSIONS.get(i), new Dimension(dimensions.get(i).size(), axes));
    }
    return result;
  }
}
