package winofuzz.convolution;

import java.util.List;

/**
 * A kernel ready to be launched.
 *
 * @param name of the kernel function
 * @param source Metal text
 * @param grid how it is launched
 * @param arguments index into the memories of the lowered convolution of each buffer argument, the
 *     written one first
 * @param options the optimizations applied, in order
 */
public record CompiledKernel(
    String name, String source, Grid grid, List<Integer> arguments, List<String> options) {
  public CompiledKernel {
    arguments = List.copyOf(arguments);
    options = List.copyOf(options);
  }
}
