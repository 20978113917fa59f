package winofuzz.ir;

import java.util.List;

/**
 * A piece of device memory of a program.
 *
 * @param name {@code x} (input), {@code w} (weight), {@code y} (output), or a name of its own
 * @param dtype the scalar type of its elements
 * @param elements how many it has
 * @param role what the program does with it
 */
public record Memory(String name, DType dtype, long elements, Role role) {
  /** What a program does with a piece of memory. */
  public enum Role {
    INPUT,
    INTERMEDIATE,
    OUTPUT
  }

  /**
   * Returns the number of the memory that holds the output.
   *
   * @throws AssertionError if there is none
   */
  public static int output(List<Memory> memories) {
    for (int i = 0; i < memories.size(); i++) {
      if (memories.get(i).role() == Role.OUTPUT) {
        return i;
      }
    }
    throw new AssertionError("memories without an output");
  }
}
