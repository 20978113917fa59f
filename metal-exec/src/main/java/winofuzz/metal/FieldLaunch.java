package winofuzz.metal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A run of a kernel over a finite field: every float, half and bfloat of the text is an element of
 * the integers modulo the prime 2^61 - 1, computed with exactly.
 *
 * <p>What such a kernel writes are then the values of polynomials at the point that its inputs are.
 * Two polynomials of degree at most d that differ agree at a point drawn at random with a
 * probability of at most d / (2^61 - 1).
 *
 * <p>A buffer of numbers holds residues, as {@link ElementType#UINT64}, whichever floating type the
 * kernel declares; so do threadgroup memory and function constants. Buffers of integers are as the
 * kernel declares them. Arguments are not {@linkplain BufferArgument#part parts} of memories.
 *
 * @param source Metal text
 * @param kernel the kernel's name in it
 * @param threadgroups number of threadgroups in x, y, z
 * @param threads threads in each threadgroup in x, y, z
 * @param arguments its buffers, and other arguments
 */
public record FieldLaunch(
    String source,
    String kernel,
    Extent threadgroups,
    Extent threads,
    List<FieldArgument> arguments) {

  /** The number of elements of the field, 2^61 - 1. */
  public static final long PRIME = (1L << 61) - 1;

  public FieldLaunch {
    arguments = List.copyOf(arguments);
  }

  /**
   * An argument of the launch.
   *
   * @param argument the memory
   * @param degree the degree of its elements as polynomials of the point: 0 for constants and
   *     integers, 1 for the coordinates themselves, more for what an earlier kernel computed
   */
  public record FieldArgument(BufferArgument argument, int degree) {

    public FieldArgument {
      if (degree < 0) {
        throw new BadLaunchException(
            "buffer %d: expected a degree of at least 0, found %d"
                .formatted(argument.index(), degree));
      }
    }

    /** A buffer of residues that is read. */
    public static FieldArgument in(int index, int degree, long... residues) {
      return new FieldArgument(BufferArgument.in(index, buffer(residues)), degree);
    }

    /** A buffer of residues that is read and written. */
    public static FieldArgument inout(int index, int degree, long... residues) {
      return new FieldArgument(BufferArgument.inout(index, buffer(residues)), degree);
    }

    /** A buffer of residues all of which are to be written. */
    public static FieldArgument out(int index, int length) {
      return new FieldArgument(BufferArgument.out(index, ElementType.UINT64, length), 0);
    }

    /** A buffer of residues all of which are to be written exactly once. */
    public static FieldArgument writtenOnce(int index, int length) {
      return new FieldArgument(BufferArgument.writtenOnce(index, ElementType.UINT64, length), 0);
    }

    /** An argument that holds integers, or constants as residues. */
    public static FieldArgument of(BufferArgument argument) {
      return new FieldArgument(argument, 0);
    }
  }

  /** Returns a buffer of residues. */
  public static Buffer buffer(long... residues) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(residues.length, Long.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(residues);
    return Buffer.ofBytes(ElementType.UINT64, bytes.array());
  }
}
