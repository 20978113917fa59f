package winofuzz.fuzz.external;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Grid;
import winofuzz.metal.Extent;

/**
 * A kernel as another compiler gives it.
 *
 * @param arguments for its buffers, in the order of their indices
 * @param options the optimizations applied, in order, as far as told
 */
record ExternalKernel(
    String name,
    String source,
    Extent threadgroups,
    Extent threads,
    List<Argument> arguments,
    List<String> options) {
  ExternalKernel {
    arguments = List.copyOf(arguments);
    options = List.copyOf(options);
  }

  /** What a buffer is bound to. */
  sealed interface Argument {
    /**
     * A part of a memory.
     *
     * @param memory its index
     * @param offset in bytes
     * @param size in bytes; empty for what is left of the memory
     */
    record Part(int memory, long offset, OptionalLong size) implements Argument {}

    /** A single value. */
    record Value(long value) implements Argument {}
  }

  /** The kernel as reports show it. Its grid says nothing about axes. */
  CompiledKernel compiled() {
    List<Integer> memories = new ArrayList<>();
    for (Argument argument : arguments) {
      switch (argument) {
        case Argument.Part part -> memories.add(part.memory());
        case Argument.Value _ -> {}
      }
    }
    return new CompiledKernel(
        name, source, new Grid(dimensions(threadgroups), dimensions(threads)), memories, options);
  }

  private static List<Grid.Dimension> dimensions(Extent extent) {
    return List.of(dimension(extent.x()), dimension(extent.y()), dimension(extent.z()));
  }

  private static Grid.Dimension dimension(int size) {
    return new Grid.Dimension(size, List.of());
  }
}
