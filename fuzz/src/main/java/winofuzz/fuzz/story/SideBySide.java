package winofuzz.fuzz.story;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.fault.WrongLine;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.oracle.Evidence;
import winofuzz.fuzz.story.Story.KernelSide;
import winofuzz.fuzz.story.Story.PathSide;
import winofuzz.fuzz.story.Story.StageCell;
import winofuzz.fuzz.story.Story.StageRow;
import winofuzz.ir.Stage;

/** What all paths make of a case, one beside the other. */
final class SideBySide {
  private SideBySide() {}

  /** Returns the stages of all paths. */
  static List<StageRow> stages(Evidence evidence) {
    List<StageRow> rows = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      List<StageCell> cells =
          evidence.paths().stream().map(path -> cell(evidence, path, stage)).toList();
      if (cells.stream().anyMatch(cell -> !cell.verdict().isEmpty())) {
        rows.add(new StageRow(stage, cells));
      }
    }
    return rows;
  }

  private static StageCell cell(Evidence evidence, Evidence.OfPath path, Stage stage) {
    return path.stages().stream()
        .filter(s -> s.stage() == stage)
        .findFirst()
        .map(
            s -> {
              String verdict =
                  evidence.expected() == null
                      ? "not asked"
                      : s.exact() == null ? "no value" : s.isRight() ? "right" : "wrong";
              return new StageCell(verdict, s.nodes(), s.problem());
            })
        .orElse(new StageCell("", 0, ""));
  }

  /**
   * Returns the kernels of all paths.
   *
   * @param signature of the finding, which is on one of them
   * @param picture of the wrong elements; null where none is
   * @param line the first that goes wrong; null where it is not known
   */
  static List<PathSide> paths(
      Evidence evidence,
      Signature signature,
      @Nullable OutputPicture picture,
      @Nullable WrongLine line) {
    return evidence.paths().stream()
        .map(
            path -> {
              boolean isBlamed = path.path().equals(signature.path());
              GuiltyLines guilty =
                  new GuiltyLines(
                      path,
                      isBlamed && picture != null ? picture.wrong() : List.of(),
                      isBlamed ? line : null);
              return new PathSide(
                  path.path(),
                  path.problem(),
                  IntStream.range(0, path.kernels().size())
                      .mapToObj(i -> side(path, i, guilty.of(i)))
                      .toList());
            })
        .toList();
  }

  private static KernelSide side(
      Evidence.OfPath path, int number, SortedMap<Integer, String> marks) {
    CompiledKernel kernel = path.kernels().get(number);
    List<String> lines = kernel.source().lines().toList();
    return new KernelSide(
        kernel.name(),
        path.launches().get(number).withAxes(),
        kernel.options(),
        Excerpt.of(lines, marks),
        lines.size());
  }

  /** Returns how the launches of the first two paths compare; null where one has none. */
  static @Nullable GridClass gridClass(Evidence evidence) {
    List<Evidence.OfPath> paths = evidence.paths();
    return paths.size() < 2 || !paths.stream().allMatch(Evidence.OfPath::isLowered)
        ? null
        : new GridComparison(paths.get(0).launches(), paths.get(1).launches()).gridClass();
  }
}
