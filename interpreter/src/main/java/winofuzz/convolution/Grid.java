package winofuzz.convolution;

import java.util.List;
import winofuzz.ir.Arg;

/**
 * The launch of a kernel: three dimensions of threadgroups, and three of threads in each, x first.
 *
 * @param threadgroups the dimensions of the grid
 * @param threads the dimensions of a threadgroup
 */
public record Grid(List<Dimension> threadgroups, List<Dimension> threads) {

  /**
   * One dimension of a launch.
   *
   * @param size its extent
   * @param axes the axes it enumerates, the last one fastest; empty if the size is 1
   */
  public record Dimension(int size, List<Part> axes) {
    public static final Dimension ONE = new Dimension(1, List.of());

    public Dimension {
      axes = List.copyOf(axes);
    }
  }

  /**
   * An axis that a dimension enumerates.
   *
   * @param axis the axis, whose role says where it came from
   * @param size its extent
   */
  public record Part(Arg.Axis axis, int size) {}

  public Grid {
    threadgroups = List.copyOf(threadgroups);
    threads = List.copyOf(threads);
    if (threadgroups.size() != 3 || threads.size() != 3) {
      throw new AssertionError("a launch has three dimensions: " + threadgroups + threads);
    }
  }

  /** Returns the number of threads of all threadgroups together. */
  public long totalThreads() {
    long result = 1;
    for (Dimension d : threadgroups) {
      result *= d.size;
    }
    for (Dimension d : threads) {
      result *= d.size;
    }
    return result;
  }
}
