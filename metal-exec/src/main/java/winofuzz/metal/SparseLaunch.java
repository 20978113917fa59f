package winofuzz.metal;

import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A run of one threadgroup of a launch, over buffers of which there is only what it touches: so
 * that a launch can be looked into whose memory no machine has.
 *
 * @param source Metal text
 * @param kernel the kernel's name in it
 * @param threadgroups number of threadgroups of the whole launch in x, y, z
 * @param threads threads in each threadgroup in x, y, z
 * @param buffers its buffers
 * @param chosen the threadgroup that runs, by its index in the launch with x fastest
 */
public record SparseLaunch(
    String source,
    String kernel,
    Extent threadgroups,
    Extent threads,
    List<SparseBuffer> buffers,
    long chosen) {

  public SparseLaunch {
    buffers = List.copyOf(buffers);
  }

  /**
   * A buffer that is read, or one that is written.
   *
   * @param index its {@code [[buffer(index)]]}
   * @param length its elements
   * @param contents the bits of each element; null of a buffer that is written, each element once
   */
  public record SparseBuffer(
      int index, ElementType type, long length, @Nullable LongUnaryOperator contents) {

    /** A buffer that is read. */
    public static SparseBuffer in(
        int index, ElementType type, long length, LongUnaryOperator contents) {
      return new SparseBuffer(index, type, length, contents);
    }

    /** A buffer that is written. */
    public static SparseBuffer out(int index, ElementType type, long length) {
      return new SparseBuffer(index, type, length, null);
    }

    /** Returns it without its elements. */
    public BufferArgument asArgument() {
      return contents == null
          ? BufferArgument.writtenOnce(index, type, 0)
          : BufferArgument.in(index, Buffer.zeros(type, 0));
    }
  }
}
