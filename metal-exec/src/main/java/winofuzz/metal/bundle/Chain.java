package winofuzz.metal.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.Buffer;
import winofuzz.metal.Extent;

/**
 * Launches over memories that they share, as a folder with a {@code chain.json}.
 *
 * @param launches in order
 * @param toleranceUlp how far a floating element may be from what is expected, in units in the last
 *     place; 0 asks for the same bits
 */
public record Chain(List<Memory> memories, List<Step> launches, int toleranceUlp) {
  /** The file that tells a chain from a bundle of one launch. */
  public static final String FILE = "chain.json";

  public Chain {
    memories = List.copyOf(memories);
    launches = List.copyOf(launches);
  }

  /**
   * A memory.
   *
   * @param before what it holds before the first launch; zeros where nothing is given
   * @param given whether anything is: if not, nothing wrote it
   * @param expected what it holds after the last launch, null if anything will do
   */
  public record Memory(Buffer before, boolean given, @Nullable Buffer expected) {}

  /**
   * A launch.
   *
   * @param source Metal text
   * @param arguments for the kernel's buffers, in the order of their indices
   */
  public record Step(
      String source, String kernel, Extent threadgroups, Extent threads, List<Argument> arguments) {
    public Step {
      arguments = List.copyOf(arguments);
    }
  }

  /** What a buffer is bound to. */
  public sealed interface Argument {
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

  /**
   * Reads the folder of a chain.
   *
   * @throws winofuzz.metal.BadLaunchException if a file is missing, broken or of the wrong length
   */
  public static Chain read(Path folder) {
    return new ChainReader(folder).run();
  }

  /**
   * Compares what a memory holds after the last launch with what is expected.
   *
   * @return what differs, null if nothing does
   */
  public BufferComparison.@Nullable Different compare(int memory, Buffer found) {
    Buffer expected = memories.get(memory).expected();
    return expected != null
            && BufferComparison.compare(expected, found, toleranceUlp)
                instanceof BufferComparison.Different different
        ? different
        : null;
  }
}
