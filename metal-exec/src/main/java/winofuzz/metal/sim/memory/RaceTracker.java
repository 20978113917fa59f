package winofuzz.metal.sim.memory;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.AccessKind;
import winofuzz.metal.Violation;

/**
 * Remembers who touched each unit of a memory, to find accesses that nothing orders: the
 * happens-before relation of barriers. Atomic accesses are relaxed: they order nothing.
 *
 * <p>If accesses to a unit are in conflict, at least one conflict is found.
 */
final class RaceTracker {

  /**
   * Another thread's access that an access is in conflict with.
   *
   * @param kind of the violation that they make
   * @param thread its number
   */
  record Conflict(Violation.Kind kind, AccessKind other, int thread, int line) {}

  private final int length;
  private final ThreadNumbers numbers;
  private final AccessHistory reads;
  private final AccessHistory writes;
  private final WrittenValues values;
  private final Map<AccessKind, AccessHistory> atomics = new EnumMap<>(AccessKind.class);

  /**
   * Creates a tracker of memory that nobody touched.
   *
   * @param threads how many a threadgroup has
   */
  RaceTracker(int length, int threads) {
    this.length = length;
    this.numbers = new ThreadNumbers(threads);
    this.reads = new AccessHistory(length, numbers);
    this.writes = new AccessHistory(length, numbers);
    this.values = new WrittenValues(length, numbers);
  }

  /** Notes a read; returns the conflict that it makes, or null. */
  @Nullable Conflict read(int unit, int thread, long epoch, int line) {
    long write = writes.unordered(unit, thread, epoch);
    reads.note(unit, thread, epoch, line);
    return write == AccessHistory.NONE
        ? withAtomics(AccessKind.READ, unit, thread, epoch)
        : race(AccessKind.WRITE, write, thread);
  }

  /**
   * Notes a write; returns the conflict that it makes, or null.
   *
   * @param equal whether it stores the bits that the unit holds
   */
  @Nullable Conflict write(int unit, int thread, long epoch, int line, boolean equal) {
    long write = writes.unordered(unit, thread, epoch);
    Conflict conflict = null;
    if (write != AccessHistory.NONE) {
      boolean harmless = equal && values.areEqual(unit, thread, AccessHistory.thread(write));
      conflict =
          harmless
              ? conflict(Violation.Kind.RACE_OF_EQUAL_VALUES, AccessKind.WRITE, write)
              : race(AccessKind.WRITE, write, thread);
    }
    values.note(unit, writes.note(unit, thread, epoch, line), equal);
    if (conflict != null && !conflict.kind().isWarning()) {
      return conflict;
    }
    long read = reads.unordered(unit, thread, epoch);
    Conflict worse =
        read == AccessHistory.NONE
            ? withAtomics(AccessKind.WRITE, unit, thread, epoch)
            : race(AccessKind.READ, read, thread);
    return worse == null ? conflict : worse;
  }

  /**
   * Notes that a thread reads a unit and writes back what it read, as part of a vector of which it
   * stores another component; returns the conflict that it makes, or null.
   */
  @Nullable Conflict rewrite(int unit, int thread, long epoch, int line) {
    Conflict read = read(unit, thread, epoch, line);
    Conflict write = write(unit, thread, epoch, line, false);
    return read == null ? write : read;
  }

  /** Notes an atomic access; returns the conflict that it makes, or null. */
  @Nullable Conflict atomic(AccessKind kind, int unit, int thread, long epoch, int line) {
    long write = writes.unordered(unit, thread, epoch);
    long read =
        kind.racesWith(AccessKind.READ) ? reads.unordered(unit, thread, epoch) : AccessHistory.NONE;
    Conflict conflict =
        write != AccessHistory.NONE
            ? race(AccessKind.WRITE, write, thread)
            : read != AccessHistory.NONE
                ? race(AccessKind.READ, read, thread)
                : withAtomics(kind, unit, thread, epoch);
    atomics
        .computeIfAbsent(kind, k -> new AccessHistory(length, numbers))
        .note(unit, thread, epoch, line);
    return conflict;
  }

  private @Nullable Conflict withAtomics(AccessKind kind, int unit, int thread, long epoch) {
    if (atomics.isEmpty()) {
      return null;
    }
    for (Map.Entry<AccessKind, AccessHistory> entry : atomics.entrySet()) {
      AccessKind other = entry.getKey();
      if (kind.racesWith(other) || kind.dependsOnOrderWith(other)) {
        long access = entry.getValue().unordered(unit, thread, epoch);
        if (access != AccessHistory.NONE) {
          return kind.racesWith(other)
              ? race(other, access, thread)
              : conflict(Violation.Kind.ORDER_OF_ATOMICS, other, access);
        }
      }
    }
    return null;
  }

  private Conflict race(AccessKind other, long access, int thread) {
    boolean between = numbers.spanGroups(thread ^ AccessHistory.thread(access));
    return conflict(
        between ? Violation.Kind.RACE_BETWEEN_THREADGROUPS : Violation.Kind.RACE_IN_THREADGROUP,
        other,
        access);
  }

  private static Conflict conflict(Violation.Kind kind, AccessKind other, long access) {
    return new Conflict(kind, other, AccessHistory.thread(access), AccessHistory.line(access));
  }
}
