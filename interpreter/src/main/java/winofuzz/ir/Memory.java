package winofuzz.ir;

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
}
