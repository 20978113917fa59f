package winofuzz.metal.session;

import java.util.OptionalLong;

/** What a launch over {@link DeviceMemory} gives for a kernel's buffer. */
public sealed interface Operand {

  /**
   * A part of a memory. What lies outside of it is out of bounds.
   *
   * @param offset in bytes
   * @param size in bytes; empty for what is left of the memory
   */
  record Part(DeviceMemory memory, long offset, OptionalLong size) implements Operand {
    /** All of a memory. */
    public static Part all(DeviceMemory memory) {
      return new Part(memory, 0, OptionalLong.empty());
    }

    /** Returns its size in bytes. */
    public long bytes() {
      return size.orElse(memory.size() - offset);
    }

    @SuppressWarnings("ReferenceEquality") // Two memories with equal contents are two.
    boolean overlaps(Part other) {
      return memory == other.memory
          && offset < other.offset + other.bytes()
          && other.offset < offset + bytes();
    }
  }

  /**
   * A single value.
   *
   * @param bits of an integer, of which the low ones count
   */
  record Value(long bits) implements Operand {}
}
