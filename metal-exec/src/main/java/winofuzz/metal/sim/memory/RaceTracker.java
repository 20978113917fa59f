package winofuzz.metal.sim.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.Violation;

/**
 * Remembers who touched each unit of a memory last, to find accesses that nothing orders.
 *
 * <p>Two accesses by different threads, one of them a write, are ordered only by a barrier of their
 * threadgroup between them, or of their simdgroup if they share one; epochs count the barriers.
 * Accesses by different threadgroups are never ordered.
 */
final class RaceTracker {

  /** Who read a unit since the last barrier. */
  private enum Readers {
    NONE,
    THREAD,
    SIMDGROUP,
    THREADGROUP,
    GRID
  }

  private static final int NOBODY = -1;

  private final int threads;
  private final int[] writer;
  private final int[] writeEpoch;
  private final int[] writeSimdEpoch;
  private final int[] reader;
  private final Readers[] readers;
  private final int[] readEpoch;
  private final int[] readSimdEpoch;

  /**
   * Creates a tracker of memory that nobody touched.
   *
   * @param threads how many a threadgroup has; thread numbers run through the grid
   */
  RaceTracker(int length, int threads) {
    this.threads = threads;
    this.writer = new int[length];
    this.writeEpoch = new int[length];
    this.writeSimdEpoch = new int[length];
    this.reader = new int[length];
    this.readers = new Readers[length];
    this.readEpoch = new int[length];
    this.readSimdEpoch = new int[length];
    Arrays.fill(writer, NOBODY);
    Arrays.fill(readers, Readers.NONE);
  }

  /** Notes a read; returns the kind of race that it makes, or null. */
  Violation.@Nullable Kind read(int unit, int thread, int epoch, int simdEpoch) {
    Violation.Kind race = conflictWithWriter(unit, thread, epoch, simdEpoch);
    readers[unit] = readersWith(unit, thread, epoch, simdEpoch);
    reader[unit] = thread;
    readEpoch[unit] = epoch;
    readSimdEpoch[unit] = simdEpoch;
    return race;
  }

  private Readers readersWith(int unit, int thread, int epoch, int simdEpoch) {
    Readers before = readers[unit];
    int last = reader[unit];
    if (before == Readers.NONE) {
      return Readers.THREAD;
    }
    if (before == Readers.GRID || last / threads != thread / threads) {
      return Readers.GRID;
    }
    if (readEpoch[unit] != epoch) {
      return Readers.THREAD;
    }
    if (last == thread || before == Readers.THREADGROUP) {
      return before;
    }
    if (!sameSimdgroup(last, thread)) {
      return Readers.THREADGROUP;
    }
    return readSimdEpoch[unit] == simdEpoch ? Readers.SIMDGROUP : Readers.THREAD;
  }

  /** Notes a write; returns the kind of race that it makes, or null. */
  Violation.@Nullable Kind write(int unit, int thread, int epoch, int simdEpoch) {
    Violation.Kind race = conflictWithWriter(unit, thread, epoch, simdEpoch);
    if (race == null) {
      race = conflictWithReaders(unit, thread, epoch, simdEpoch);
    }
    writer[unit] = thread;
    writeEpoch[unit] = epoch;
    writeSimdEpoch[unit] = simdEpoch;
    return race;
  }

  private Violation.@Nullable Kind conflictWithReaders(
      int unit, int thread, int epoch, int simdEpoch) {
    Readers before = readers[unit];
    int last = reader[unit];
    if (before == Readers.NONE || (before == Readers.THREAD && last == thread)) {
      return null;
    }
    if (before == Readers.GRID || last / threads != thread / threads) {
      return Violation.Kind.RACE_BETWEEN_THREADGROUPS;
    }
    boolean ordered =
        readEpoch[unit] != epoch
            || (before != Readers.THREADGROUP
                && sameSimdgroup(last, thread)
                && readSimdEpoch[unit] != simdEpoch);
    return ordered ? null : Violation.Kind.RACE_IN_THREADGROUP;
  }

  private Violation.@Nullable Kind conflictWithWriter(
      int unit, int thread, int epoch, int simdEpoch) {
    int last = writer[unit];
    if (last == NOBODY || last == thread) {
      return null;
    }
    if (last / threads != thread / threads) {
      return Violation.Kind.RACE_BETWEEN_THREADGROUPS;
    }
    boolean ordered =
        writeEpoch[unit] != epoch
            || (sameSimdgroup(last, thread) && writeSimdEpoch[unit] != simdEpoch);
    return ordered ? null : Violation.Kind.RACE_IN_THREADGROUP;
  }

  /** Returns whether two threads of one threadgroup share a simdgroup. */
  private boolean sameSimdgroup(int a, int b) {
    return a % threads / Batch.SIMDGROUP_WIDTH == b % threads / Batch.SIMDGROUP_WIDTH;
  }
}
