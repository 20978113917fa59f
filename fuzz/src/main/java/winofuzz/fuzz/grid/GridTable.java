package winofuzz.fuzz.grid;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.CompiledKernel;
import winofuzz.compiler.Grid;
import winofuzz.compiler.Path;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.cases.ConvCase;

/**
 * The launches of several cases on several paths, each axis named by where it came from.
 *
 * @param rows one for each case and path
 */
public record GridTable(List<Row> rows) {
  private static final List<String> DIMENSIONS = List.of("x", "y", "z");

  public GridTable {
    rows = List.copyOf(rows);
  }

  /**
   * The kernels of one case on one path.
   *
   * @param subject the case
   * @param path how it was lowered
   * @param kernels in launch order
   * @param error why there are none, null where there are
   */
  public record Row(
      ConvCase subject, Path path, List<CompiledKernel> kernels, @Nullable String error) {
    public Row {
      kernels = List.copyOf(kernels);
    }
  }

  /** A table in Markdown: a line for each kernel. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| case | path | kernel | threadgroups x, y, z | threads x, y, z |\n");
    text.append("|---|---|---|---|---|\n");
    for (Row row : rows) {
      for (List<String> line : lines(row)) {
        text.append("| ").append(shape(row.subject)).append(" | ").append(row.path.label());
        for (String cell : line) {
          text.append(" | ").append(cell);
        }
        text.append(" |\n");
      }
    }
    return text.toString();
  }

  /** The same for a terminal, in columns. */
  public String text() {
    StringBuilder text = new StringBuilder();
    String before = "";
    for (Row row : rows) {
      String shape = shape(row.subject);
      if (!shape.equals(before)) {
        text.append(shape).append('\n');
        before = shape;
      }
      for (List<String> line : lines(row)) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %-7s %-32s %-44s of  %s\n",
                row.path.label(),
                line.get(0),
                line.get(1),
                line.get(2)));
      }
    }
    return text.toString();
  }

  private static List<List<String>> lines(Row row) {
    if (row.error != null) {
      return List.of(List.of("does not lower: " + row.error, "", ""));
    }
    List<List<String>> result = new ArrayList<>();
    for (CompiledKernel kernel : row.kernels) {
      result.add(
          List.of(
              kernel.name(),
              dimensions(kernel.grid().threadgroups()),
              dimensions(kernel.grid().threads())));
    }
    return result;
  }

  private static String shape(ConvCase c) {
    return String.valueOf(c);
  }

  private static String dimensions(List<Grid.Dimension> dimensions) {
    return dimensions.stream().map(GridTable::dimension).collect(Collectors.joining(", "));
  }

  /** {@code 6 tile-y}, {@code 24 tile-y*cout}, {@code 1}. */
  private static String dimension(Grid.Dimension dimension) {
    String roles = dimension.axes().stream().map(GridTable::role).collect(Collectors.joining("*"));
    return roles.isEmpty() ? String.valueOf(dimension.size()) : dimension.size() + " " + roles;
  }

  private static String role(Grid.Part part) {
    return part.axis().role().label();
  }

  /** The JSON form. */
  public ArrayNode json() {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    for (Row row : rows) {
      ObjectNode node = result.addObject();
      node.set("case", CaseJson.write(row.subject));
      node.put("path", row.path.label());
      node.put("error", row.error);
      ArrayNode kernels = node.putArray("kernels");
      for (CompiledKernel kernel : row.kernels) {
        ObjectNode entry = kernels.addObject().put("name", kernel.name());
        json(entry.putObject("threadgroups"), kernel.grid().threadgroups());
        json(entry.putObject("threads"), kernel.grid().threads());
      }
    }
    return result;
  }

  private static void json(ObjectNode into, List<Grid.Dimension> dimensions) {
    for (int i = 0; i < dimensions.size(); i++) {
      ObjectNode node = into.putObject(DIMENSIONS.get(i)).put("size", dimensions.get(i).size());
      ArrayNode axes = node.putArray("axes");
      for (Grid.Part part : dimensions.get(i).axes()) {
        axes.addObject().put("role", role(part)).put("size", part.size());
      }
    }
  }
}
