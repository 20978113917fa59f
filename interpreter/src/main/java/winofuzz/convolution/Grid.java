package winofuzz.convolution;

import java.util.List;
import winofuzz.ir.Arg;

/**
 * How a kernel is launched: three dimensions of threadgroups and three of threads in each, x first.
 *
 * @param threadgroups the dimensions of the grid
 * @param threads the dimensions of a threadgroup
 */
public record Grid(List<Dimension> threadgroups, List<Dimension> threads) {

  /**
   * One dimension of a launch.
   *
   * @param size its extent
   * @param axes the axes it enumerates, the last one fastest; empty where it is 1
   */
  public record Dimension(int size, List<Part> axes) {
    public static final Dimension ONE = new Dimension(1, List.of());

    public Dimension {
      axes = List.copyOf(axes);
    }
  }

  /**
   * An axis that takes part in a dimension.
   *
   * @param axis which axis, with the role that says where it came from
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

  /** The number of threads of a launch. */
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
