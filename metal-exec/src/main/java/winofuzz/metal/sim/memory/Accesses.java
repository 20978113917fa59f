package winofuzz.metal.sim.memory;

/**
 * The accesses of one kind to the units of a memory: for each unit as few of them as tell, of any
 * access to come, whether it is ordered after all that were.
 *
 * <p>Two accesses by different threads are ordered only by a barrier between them: of their
 * threadgroup, or of the simdgroup that they share. So one access stands for those that a barrier
 * orders before it, and two that nothing orders stand for any number of the kind: of two
 * threadgroups, for every access of the run; of two simdgroups, for every access until the next
 * barrier of the threadgroup; of two threads, for every access until the next barrier of the
 * simdgroup. The accesses must be noted in an order that barriers agree with.
 */
final class Accesses {

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

  Accesses(int length, ThreadNumbers numbers) {
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

  private boolean sameGroup(long access, int thread) {
    return numbers.group(thread(access)) == numbers.group(thread);
  }

  private boolean sameSimdgroup(long access, int thread) {
    return numbers.simdgroup(thread(access)) == numbers.simdgroup(thread);
  }

  /** Returns an access by another thread that nothing orders before one now, or none. */
  long unordered(int unit, int thread, long epoch) {
    long before = last[unit];
    long other = beside[unit];
    if (before == NONE || (thread(before) == thread && other == NONE)) {
      return NONE;
    }
    if (!sameGroup(before, thread)) {
      return before;
    }
    if (other != NONE && !sameGroup(other, thread)) {
      return other;
    }
    if (!Epochs.sameForThreadgroup(epochs[unit], epoch)) {
      return NONE;
    }
    if (!sameSimdgroup(before, thread)) {
      return before;
    }
    if (other != NONE && !sameSimdgroup(other, thread)) {
      return other;
    }
    if (epochs[unit] != epoch) {
      return NONE;
    }
    return thread(before) == thread ? other : before;
  }

  /**
   * Notes an access.
   *
   * @param line from 1
   */
  Since note(int unit, int thread, long epoch, int line) {
    long before = last[unit];
    if (before != NONE && thread(before) == thread && epochs[unit] == epoch) {
      last[unit] = access(thread, line);
      return Since.NOTHING;
    }
    Since since = since(unit, thread, epoch);
    switch (since) {
      case FIRST, THREADGROUP_BARRIER, SIMDGROUP_BARRIER ->
          put(unit, access(thread, line), epoch, NONE);
      case NOTHING -> {
        if (beside[unit] == NONE || isFurther(unit, thread)) {
          put(unit, access(thread, line), epoch, before);
        }
      }
    }
    return since;
  }

  private void put(int unit, long access, long epoch, long other) {
    last[unit] = access;
    epochs[unit] = epoch;
    beside[unit] = other;
  }

  private Since since(int unit, int thread, long epoch) {
    long before = last[unit];
    long other = beside[unit];
    if (before == NONE) {
      return Since.FIRST;
    }
    if (!sameGroup(before, thread) || (other != NONE && !sameGroup(other, thread))) {
      return Since.NOTHING;
    }
    if (!Epochs.sameForThreadgroup(epochs[unit], epoch)) {
      return Since.THREADGROUP_BARRIER;
    }
    if (!sameSimdgroup(before, thread) || (other != NONE && !sameSimdgroup(other, thread))) {
      return Since.NOTHING;
    }
    return epochs[unit] == epoch ? Since.NOTHING : Since.SIMDGROUP_BARRIER;
  }

  /** Returns whether a thread lies further from the last access than the one beside that does. */
  private boolean isFurther(int unit, int thread) {
    long before = last[unit];
    int other = thread(beside[unit]);
    return sameGroup(before, thread)
        ? sameGroup(before, other) && !sameSimdgroup(before, thread) && sameSimdgroup(before, other)
        : sameGroup(before, other);
  }
}
