package winofuzz.metal.sim.memory;

/**
 * Keeps, for each unit of a memory, those accesses of one kind that decide whether a later access
 * is ordered after all of them.
 *
 * <p>Two accesses by different threads are ordered only by a barrier between them: of their
 * threadgroup, or of the simdgroup that they share. So one access stands for those that a barrier
 * orders before it, and two that nothing orders stand for any number of the kind: of two
 * threadgroups, for every access of the run; of two simdgroups, for every access until the next
 * barrier of the threadgroup; of two threads, for every access until the next barrier of the
 * simdgroup. The accesses must be noted in an order that barriers agree with.
 */
final class AccessHistory {

  /** How an access relates to the one that was noted before it. */
  enum Since {
    /** There was none. */
    FIRST,
    THREADGROUP_BARRIER,
    SIMDGROUP_BARRIER,
    /** No barrier orders them. */
    NOTHING
  }

  /** In place of an access, when there is none. */
  static final long NONE = 0;

  private final ThreadNumbers numbers;

  /** Thread and line of the last access. */
  private final long[] last;

  private final long[] epochs;

  /** Another access that nothing orders before or after the last one, or none. */
  private final long[] beside;

  AccessHistory(int length, ThreadNumbers numbers) {
    this.numbers = numbers;
    this.last = new long[length];
    this.epochs = new long[length];
    this.beside = new long[length];
  }

  /** Returns the number of the thread of an access. */
  static int thread(long access) {
    return (int) (access >>> 32);
  }

  /** Returns the line of an access. */
  static int line(long access) {
    return (int) access;
  }

  private static long access(int thread, int line) {
    return (long) thread << 32 | line;
  }

  /** Returns an access by another thread that nothing orders before one now, or none. */
  long unordered(int unit, int thread, long epoch) {
    long before = last[unit];
    if (before == NONE) {
      return NONE;
    }
    int difference = thread(before) ^ thread;
    long other = beside[unit];
    if (other != NONE) {
      return unorderedOfTwo(unit, thread, epoch);
    }
    boolean unordered =
        numbers.spanGroups(difference)
            || (Epochs.sameForThreadgroup(epochs[unit], epoch)
                && (numbers.spanSimdgroups(difference)
                    || (epochs[unit] == epoch && difference != 0)));
    return unordered ? before : NONE;
  }

  private long unorderedOfTwo(int unit, int thread, long epoch) {
    long before = last[unit];
    long other = beside[unit];
    int difference = thread(before) ^ thread;
    int otherDifference = thread(other) ^ thread;
    if (numbers.spanGroups(difference | otherDifference)) {
      return numbers.spanGroups(difference) ? before : other;
    }
    if (!Epochs.sameForThreadgroup(epochs[unit], epoch)) {
      return NONE;
    }
    if (numbers.spanSimdgroups(difference | otherDifference)) {
      return numbers.spanSimdgroups(difference) ? before : other;
    }
    if (epochs[unit] != epoch) {
      return NONE;
    }
    return difference == 0 ? other : before;
  }

  /**
   * Notes an access.
   *
   * @param line from 1
   */
  Since note(int unit, int thread, long epoch, int line) {
    long before = last[unit];
    int difference = thread(before) ^ thread;
    if (before == NONE) {
      put(unit, access(thread, line), epoch, NONE);
      return Since.FIRST;
    }
    if (difference == 0 && epochs[unit] == epoch) {
      last[unit] = access(thread, line);
      return Since.NOTHING;
    }
    long other = beside[unit];
    int kept = other == NONE ? 0 : thread(before) ^ thread(other);
    Since since = since(difference | kept, epochs[unit], epoch);
    if (since != Since.NOTHING) {
      put(unit, access(thread, line), epoch, NONE);
    } else if (other == NONE || isFurther(difference, kept)) {
      put(unit, access(thread, line), epoch, before);
    }
    return since;
  }

  private void put(int unit, long access, long epoch, long other) {
    last[unit] = access;
    epochs[unit] = epoch;
    beside[unit] = other;
  }

  private Since since(int difference, long before, long now) {
    if (numbers.spanGroups(difference)) {
      return Since.NOTHING;
    }
    if (!Epochs.sameForThreadgroup(before, now)) {
      return Since.THREADGROUP_BARRIER;
    }
    return before == now || numbers.spanSimdgroups(difference)
        ? Since.NOTHING
        : Since.SIMDGROUP_BARRIER;
  }

  /** Returns whether one difference spans more than another: threadgroups, or simdgroups. */
  private boolean isFurther(int difference, int than) {
    return (numbers.spanSimdgroups(difference) && !numbers.spanSimdgroups(than))
        || (numbers.spanGroups(difference) && !numbers.spanGroups(than));
  }
}
