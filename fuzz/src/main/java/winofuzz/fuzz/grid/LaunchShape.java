package winofuzz.fuzz.grid;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Grid;

/**
 * The launch of one kernel.
 *
 * @param name the kernel's name
 * @param threadgroups extents in x, y, z
 * @param threads extents of a threadgroup in x, y, z
 */
public record LaunchShape(String name, List<Integer> threadgroups, List<Integer> threads) {
  public LaunchShape {
    threadgroups = List.copyOf(threadgroups);
    threads = List.copyOf(threads);
  }

  /** The launch of a compiled kernel. */
  public static LaunchShape of(CompiledKernel kernel) {
    return new LaunchShape(
        kernel.name(), sizes(kernel.grid().threadgroups()), sizes(kernel.grid().threads()));
  }

  private static List<Integer> sizes(List<Grid.Dimension> dimensions) {
    return dimensions.stream().map(Grid.Dimension::size).toList();
  }

  /** How two launches compare, names apart. */
  GridClass compare(LaunchShape other) {
    if (threadgroups.equals(other.threadgroups) && threads.equals(other.threads)) {
      return GridClass.SAME;
    }
    boolean permuted =
        sorted(threadgroups).equals(sorted(other.threadgroups))
            && sorted(threads).equals(sorted(other.threads));
    return permuted ? GridClass.PERMUTED : GridClass.DIFFERENT;
  }

  private static List<Integer> sorted(List<Integer> sizes) {
    return sizes.stream().sorted().toList();
  }

  /** {@code 2x3x3 of 8x3x3}: threadgroups of threads. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s of %s", by(threadgroups), by(threads));
  }

  private static String by(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
