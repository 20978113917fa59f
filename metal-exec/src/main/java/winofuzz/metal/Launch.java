package winofuzz.metal;

import java.util.List;

/**
 * One run of a kernel.
 *
 * @param source Metal text
 * @param kernel the kernel's name in it
 * @param threadgroups number of threadgroups in x, y, z
 * @param threads threads in each threadgroup in x, y, z
 * @param arguments its buffers, and other arguments
 */
public record Launch(
    String source,
    String kernel,
    Extent threadgroups,
    Extent threads,
    List<BufferArgument> arguments) {

  public Launch {
    arguments = List.copyOf(arguments);
  }
}
