package winofuzz.metal.sim.memory;

/**
 * Numbers for the threads of a grid, from which threadgroup and simdgroup follow by a shift: each
 * threadgroup takes the room of a power of two.
 */
final class ThreadNumbers {

  private final int groupShift;
  private final int simdgroupShift;

  /**
   * Creates numbers.
   *
   * @param threads how many a threadgroup has
   */
  ThreadNumbers(int threads) {
    groupShift = Integer.SIZE - Integer.numberOfLeadingZeros(threads - 1);
    simdgroupShift = Math.min(groupShift, Integer.numberOfTrailingZeros(Batch.SIMDGROUP_WIDTH));
  }

  /** Returns the number of a thread, which is unsigned. */
  int of(long group, int thread) {
    return (int) (group << groupShift) | thread;
  }

  /** Returns the threadgroup of a thread, by its index in the grid. */
  int group(int number) {
    return number >>> groupShift;
  }

  /**
   * Returns whether numbers are of more than one threadgroup.
   *
   * @param difference the bits in which they differ
   */
  boolean spanGroups(int difference) {
    return difference >>> groupShift != 0;
  }

  /**
   * Returns whether numbers are of more than one simdgroup.
   *
   * @param difference the bits in which they differ
   */
  boolean spanSimdgroups(int difference) {
    return difference >>> simdgroupShift != 0;
  }

  /** Returns the index of a thread in its threadgroup. */
  int thread(int number) {
    return number & ((1 << groupShift) - 1);
  }
}
