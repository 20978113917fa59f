package winofuzz.fuzz.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import winofuzz.fuzz.cases.CaseFactor;
import winofuzz.fuzz.cases.DrawnCase;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.oracle.CaseReport;

/**
 * The classes that a case turned out to be in, as far as they are told: those of the factors that
 * it was drawn by, and of what its first two paths made of it. Of some factors it may be in
 * several.
 */
final class ReachedClasses {
  private static final String MATRIX_UNIT = "TC";
  private static final int MOST_MERGED = 3;

  private ReachedClasses() {}

  /** Returns their names, such as {@code dtype=float16} and {@code option=UPCAST}. */
  static SortedSet<String> of(CaseReport report) {
    SortedSet<String> result = new TreeSet<>();
    DrawnCase drawn = new DrawnCase(report.subject(), report.target());
    for (CaseFactor factor : CaseFactor.values()) {
      result.add(factor.label() + "=" + factor.classOf(drawn));
    }
    if (!report.options().isEmpty()) {
      addOptions(report.options(), result);
    }
    report.grid().ifPresent(grid -> addGrid(grid, result));
    return result;
  }

  /** Options such as {@code UPCAST 0 4}: what is done, the number of an axis, by how much. */
  private static void addOptions(Collection<List<String>> kernels, Collection<String> to) {
    boolean usesMatrixUnit = false;
    boolean changesAxisTwice = false;
    for (List<String> options : kernels) {
      List<String> axes = new ArrayList<>();
      for (String option : options) {
        String[] words = option.split(" ");
        to.add("option=" + words[0]);
        usesMatrixUnit |= words[0].equals(MATRIX_UNIT);
        axes.add(words.length > 1 ? words[1] : "");
      }
      changesAxisTwice |= axes.stream().distinct().count() < axes.size();
    }
    to.add("matrix-unit=" + (usesMatrixUnit ? "used" : "unused"));
    to.add("axis-changed=" + (changesAxisTwice ? "twice" : "once"));
  }

  private static void addGrid(GridComparison grid, Collection<String> to) {
    to.add("grid=" + grid.gridClass().label());
    Stream.concat(grid.left().stream(), grid.right().stream())
        .mapToInt(ReachedClasses::merged)
        .max()
        .ifPresent(most -> to.add("merged-axes=" + Math.min(most, MOST_MERGED)));
  }

  /** Returns how many axes the dimension of a launch enumerates that enumerates most. */
  private static int merged(LaunchShape launch) {
    List<String> axes = launch.axes();
    return axes == null
        ? 1
        : axes.stream().mapToInt(roles -> roles.split("\\*").length).max().orElse(1);
  }
}
