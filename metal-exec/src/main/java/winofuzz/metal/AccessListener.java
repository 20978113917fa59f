package winofuzz.metal;

/**
 * Is told of every access of a run to the buffers of its launch. Threads that run side by side make
 * an access one after the other, in their order, before any of them makes the next.
 */
@FunctionalInterface
public interface AccessListener {

  /**
   * Tells of an access.
   *
   * @param kind how
   * @param line of the text
   * @param argument the index of the buffer
   * @param index where it begins, in units of its own size
   * @param bytes its size; a vector is accessed by its elements, one after the other
   * @param threadgroup the index of the threadgroup in the grid, x fastest
   * @param thread the index of the thread in its threadgroup, x fastest
   */
  void accessed(
      AccessKind kind, int line, int argument, long index, int bytes, long threadgroup, int thread);
}
