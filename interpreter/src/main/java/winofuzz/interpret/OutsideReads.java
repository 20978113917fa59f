package winofuzz.interpret;

/**
 * The reads of an evaluation that were outside of their buffers.
 *
 * @param count how many elements were read outside
 * @param first the first of them: node, index, size and the ranges' values, empty if there is none
 */
public record OutsideReads(long count, String first) {
  /** No read was outside. */
  public static final OutsideReads NONE = new OutsideReads(0, "");
}
