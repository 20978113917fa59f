package winofuzz.metal;

import org.jspecify.annotations.Nullable;

/**
 * Something that a launch binds to a kernel's parameter: a buffer above all.
 *
 * @param index the parameter's index among those of the role's {@link BufferRole#space space}
 * @param contents what the buffer holds before; of an {@link BufferRole#OUT} buffer and of
 *     threadgroup memory only type and length count
 * @param writtenOnce whether every element is to be written exactly once, which only an {@link
 *     BufferRole#OUT} buffer can ask for
 * @param part where it lies if it may overlap with other arguments, else null
 */
public record BufferArgument(
    int index, BufferRole role, Buffer contents, boolean writtenOnce, @Nullable MemoryPart part) {

  public BufferArgument {
    if (writtenOnce && role != BufferRole.OUT) {
      throw new BadLaunchException(
          "buffer %d: expected role 'out' of what is written once, found '%s'"
              .formatted(index, role.spelling()));
    }
  }

  /** An argument that overlaps with no other. */
  public BufferArgument(int index, BufferRole role, Buffer contents, boolean writtenOnce) {
    this(index, role, contents, writtenOnce, null);
  }

  /** An argument that may be written more than once, if at all. */
  public BufferArgument(int index, BufferRole role, Buffer contents) {
    this(index, role, contents, false);
  }

  /** Returns this argument as a part of a memory. */
  public BufferArgument at(MemoryPart where) {
    return new BufferArgument(index, role, contents, writtenOnce, where);
  }

  public static BufferArgument in(int index, Buffer contents) {
    return new BufferArgument(index, BufferRole.IN, contents);
  }

  public static BufferArgument out(int index, ElementType type, int length) {
    return new BufferArgument(index, BufferRole.OUT, Buffer.zeros(type, length));
  }

  /** Returns an output of which every element is to be written exactly once. */
  public static BufferArgument writtenOnce(int index, ElementType type, int length) {
    return new BufferArgument(index, BufferRole.OUT, Buffer.zeros(type, length), true);
  }

  /** Threadgroup memory for the parameter with {@code [[threadgroup(index)]]}. */
  public static BufferArgument threadgroup(int index, ElementType type, int length) {
    return new BufferArgument(index, BufferRole.THREADGROUP, Buffer.zeros(type, length));
  }

  /** Returns the value of the constant with {@code [[function_constant(index)]]}. */
  public static BufferArgument functionConstant(int index, Buffer value) {
    return new BufferArgument(index, BufferRole.FUNCTION_CONSTANT, value);
  }

  public static BufferArgument inout(int index, Buffer contents) {
    return new BufferArgument(index, BufferRole.INOUT, contents);
  }
}
