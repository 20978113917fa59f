package winofuzz.fuzz.grid;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Grid;

/**
 * The launch of one kernel.
 *
 * @param name the kernel's name
 * @param threadgroups extents in x, y, z
 * @param threads extents of a threadgroup in x, y, z
 * @param axes what the six dimensions enumerate, such as {@code tile-y*cout}, an empty text where
 *     the extent is 1; null if that is not known
 */
public record LaunchShape(
    String name, List<Integer> threadgroups, List<Integer> threads, @Nullable List<String> axes) {
  private static final int DIMENSIONS = 3;

  public LaunchShape {
    threadgroups = List.copyOf(threadgroups);
    threads = List.copyOf(threads);
    axes = axes == null ? null : List.copyOf(axes);
  }

  /** A launch of which only the extents are known. */
  public LaunchShape(String name, List<Integer> threadgroups, List<Integer> threads) {
    this(name, threadgroups, threads, null);
  }

  /** The launch of a compiled kernel. */
  public static LaunchShape of(CompiledKernel kernel) {
    Grid grid = kernel.grid();
    return new LaunchShape(
        kernel.name(),
        sizes(grid.threadgroups()),
        sizes(grid.threads()),
        Stream.of(grid.threadgroups(), grid.threads())
            .flatMap(List::stream)
            .map(LaunchShape::roles)
            .toList());
  }

  /** Returns what the axes of a dimension stand for, such as {@code tile-y*cout}. */
  static String roles(Grid.Dimension dimension) {
    return dimension.axes().stream()
        .map(part -> part.axis().role().label())
        .collect(Collectors.joining("*"));
  }

  private static List<Integer> sizes(List<Grid.Dimension> dimensions) {
    return dimensions.stream().map(Grid.Dimension::size).toList();
  }

  /** How two launches compare, names apart. */
  GridClass compare(LaunchShape other) {
    if (threadgroups.equals(other.threadgroups) && threads.equals(other.threads)) {
      boolean known = axes != null && other.axes != null;
      return known && !Objects.equals(axes, other.axes) ? GridClass.OTHER_AXES : GridClass.SAME;
    }
    boolean permuted =
        sorted(threadgroups).equals(sorted(other.threadgroups))
            && sorted(threads).equals(sorted(other.threads));
    if (permuted) {
      return GridClass.PERMUTED;
    }
    return totalThreads() == other.totalThreads() ? GridClass.SPLIT : GridClass.DIFFERENT;
  }

  private long totalThreads() {
    return Stream.of(threadgroups, threads)
        .flatMap(List::stream)
        .mapToLong(Integer::longValue)
        .reduce(1, (a, b) -> a * b);
  }

  private static List<Integer> sorted(List<Integer> sizes) {
    return sizes.stream().sorted().toList();
  }

  /** {@code 2x3x3 of 8x3x3}: threadgroups of threads. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s of %s", by(threadgroups), by(threads));
  }

  /** {@code 2x3 of 8 (cout, tile-y of cout)}: with what each dimension enumerates, if known. */
  public String withAxes() {
    if (axes == null || axes.stream().allMatch(String::isEmpty)) {
      return toString();
    }
    return "%s (%s of %s)"
        .formatted(
            this,
            listed(axes.subList(0, DIMENSIONS)),
            listed(axes.subList(DIMENSIONS, axes.size())));
  }

  private static String listed(List<String> axes) {
    return axes.stream().map(a -> a.isEmpty() ? "-" : a).collect(Collectors.joining(", "));
  }

  private static String by(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
