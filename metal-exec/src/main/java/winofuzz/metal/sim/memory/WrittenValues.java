package winofuzz.metal.sim.memory;

/**
 * Whether the plain writes to a unit have all stored the same bits: among those that no barrier of
 * a simdgroup separates, that none of the threadgroup separates, and among all.
 */
final class WrittenValues {

  private static final byte UNEQUAL_IN_SIMDGROUP = 1;
  private static final byte UNEQUAL_IN_THREADGROUP = 2;
  private static final byte UNEQUAL_EVER = 4;

  private final ThreadNumbers numbers;
  private final byte[] unequal;

  WrittenValues(int length, ThreadNumbers numbers) {
    this.numbers = numbers;
    this.unequal = new byte[length];
  }

  /**
   * Notes a write.
   *
   * @param since how it relates to the write before it
   * @param equal whether it stores the bits that the write before it has stored
   */
  void note(int unit, AccessHistory.Since since, boolean equal) {
    int before = unequal[unit];
    if (equal && before == 0) {
      return;
    }
    int kept =
        switch (since) {
          case FIRST -> 0;
          case THREADGROUP_BARRIER -> UNEQUAL_EVER;
          case SIMDGROUP_BARRIER -> UNEQUAL_EVER | UNEQUAL_IN_THREADGROUP;
          case NOTHING -> UNEQUAL_EVER | UNEQUAL_IN_THREADGROUP | UNEQUAL_IN_SIMDGROUP;
        };
    unequal[unit] = (byte) (equal ? before & kept : kept);
  }

  /** Returns whether a thread's write meets writes of one value by another thread's group. */
  boolean areEqual(int unit, int thread, int other) {
    int level =
        numbers.spanGroups(thread ^ other)
            ? UNEQUAL_EVER
            : numbers.spanSimdgroups(thread ^ other)
                ? UNEQUAL_IN_THREADGROUP
                : UNEQUAL_IN_SIMDGROUP;
    return (unequal[unit] & level) == 0;
  }
}
