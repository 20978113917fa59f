package winofuzz.metal;

/**
 * A buffer bound to a kernel's parameter.
 *
 * @param index the parameter's buffer index
 * @param contents what the buffer holds before; of an {@link BufferRole#OUT} buffer only type and
 *     length count
 */
public record BufferArgument(int index, BufferRole role, Buffer contents) {

  public static BufferArgument in(int index, Buffer contents) {
    return new BufferArgument(index, BufferRole.IN, contents);
  }

  public static BufferArgument out(int index, ElementType type, int length) {
    return new BufferArgument(index, BufferRole.OUT, Buffer.zeros(type, length));
  }

  public static BufferArgument inout(int index, Buffer contents) {
    return new BufferArgument(index, BufferRole.INOUT, contents);
  }
}
