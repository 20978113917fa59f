package winofuzz.convolution;

import java.util.List;

/**
 * A kernel ready to be launched.
 *
 * @param name the name of the kernel function
 * @param source its Metal text
 * @param grid how it is launched
 * @param arguments for each buffer argument, which memory of the lowered convolution it is; the
 *     first is the one that is written
 * @param options the optimizations applied, in order
 */
public record CompiledKernel(
    String name, String source, Grid grid, List<Integer> arguments, List<String> options) {
  public CompiledKernel {
    arguments = List.copyOf(arguments);
    options = List.copyOf(options);
  }
}
