package winofuzz.fuzz.coverage;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.oracle.CaseReport;

/**
 * Something that a case reaches. A case that reaches what no case before it did is worth keeping.
 *
 * @param kind what it is
 * @param name which one of its kind
 */
public record Feature(Kind kind, String name) implements Comparable<Feature> {

  /** The kinds of features. */
  public enum Kind {
    /** A rewrite rule that was applied. */
    RULE,
    /** The optimizations applied to a kernel, in order, without their axes and amounts. */
    OPTIONS,
    /** How the launches of the first two paths compare, and how many there are. */
    GRID,
    /** The class of the shape. */
    SHAPE,
    /** A class of a factor of cases, or of what the first two paths make of them. */
    CLASS,
    /** Two classes of different factors together. */
    PAIR,
    /** Three of them; so many that they are counted only: no case is kept for one. */
    TRIPLE;

    /** The name in files and results. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** All that a case reaches. */
  public static SortedSet<Feature> of(CaseReport report) {
    SortedSet<Feature> result = new TreeSet<>();
    report.rules().forEach(rule -> result.add(new Feature(Kind.RULE, rule)));
    report.options().forEach(o -> result.add(new Feature(Kind.OPTIONS, kinds(o))));
    report.grid().ifPresent(grid -> result.add(new Feature(Kind.GRID, name(grid))));
    ShapeClass shape = ShapeClass.of(report.subject().convolution());
    result.add(new Feature(Kind.SHAPE, shape.toString()));
    ReachedClasses.of(report).forEach(name -> result.add(new Feature(Kind.CLASS, name)));
    return withPairs(result);
  }

  /** Returns features with the pairs of the classes among them. */
  public static SortedSet<Feature> withPairs(Collection<Feature> features) {
    SortedSet<Feature> result = new TreeSet<>(features);
    List<Feature> classes = features.stream().filter(f -> f.kind == Kind.CLASS).sorted().toList();
    for (int i = 0; i < classes.size(); i++) {
      for (Feature second : classes.subList(i + 1, classes.size())) {
        if (!classes.get(i).factor().equals(second.factor())) {
          result.add(new Feature(Kind.PAIR, classes.get(i).name + " " + second.name));
        }
      }
    }
    return result;
  }

  /** Returns what a class is one of: {@code dtype} of {@code dtype=float16}. */
  String factor() {
    return name.substring(0, (name + "=").indexOf('='));
  }

  /** {@code UPCAST UPCAST LOCAL}, of options such as {@code UPCAST 0 4}. */
  private static String kinds(List<String> options) {
    return options.stream()
        .map(option -> option.substring(0, (option + " ").indexOf(' ')))
        .collect(Collectors.joining(" "));
  }

  private static String name(GridComparison grid) {
    return "%s %d %d".formatted(grid.gridClass().label(), grid.left().size(), grid.right().size());
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws BadInputException if it is none
   */
  public static Feature parse(String text) {
    int colon = text.indexOf(':');
    for (Kind kind : Kind.values()) {
      if (colon >= 0 && kind.label().equals(text.substring(0, colon))) {
        return new Feature(kind, text.substring(colon + 1));
      }
    }
    throw new BadInputException(
        "expected rule:, options:, grid:, shape: or class:, found '" + text + "'");
  }

  /** {@code rule:x + 0 -> x}. */
  @Override
  public String toString() {
    return kind.label() + ":" + name;
  }

  @Override
  public int compareTo(Feature other) {
    return Comparator.comparing(Feature::kind).thenComparing(Feature::name).compare(this, other);
  }
}
