package winofuzz.metal.sim.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import winofuzz.metal.AccessKind;
import winofuzz.metal.Check;
import winofuzz.metal.Extent;
import winofuzz.metal.HappensBefore;
import winofuzz.metal.Violation;
import winofuzz.metal.msl.MetalAddressSpace;

/**
 * Random accesses to one unit between random barriers: each is reported if and only if some access
 * before it is in conflict with it and not ordered before it, by vector clocks.
 */
final class RaceTrackerTest {

  private static final int[] SIZES = {1, 2, 3, 8, 31, 32, 33, 40, 64, 70, 100};

  private record Seen(int thread, HappensBefore.Time time, AccessKind kind, int value, int line) {}

  /** One trace: the tracker and the checker side by side. */
  private static final class Trace {
    private final Random random;
    private final int groups;
    private final int threads;
    private final int groupsOfBatch;
    private final HappensBefore order;
    private final RaceTracker tracker;
    private final List<Seen> seen = new ArrayList<>();
    private final StringBuilder story = new StringBuilder();
    private final List<AccessKind> kinds;
    private int value;
    private int conflicts;
    private boolean raced;

    Trace(long seed) {
      random = new Random(seed);
      threads = SIZES[random.nextInt(SIZES.length)];
      groups = 1 + random.nextInt(3);
      groupsOfBatch = 1 + random.nextInt(groups);
      order = new HappensBefore(groups, threads);
      tracker = new RaceTracker(1, threads);
      kinds =
          random.nextInt(3) > 0
              ? List.of(AccessKind.READ, AccessKind.WRITE)
              : List.of(AccessKind.values());
      value = 1;
    }

    /** Runs batches of threadgroups one after the other; returns how many conflicts there were. */
    int run() {
      ViolationLog log =
          new ViolationLog(
              "k",
              Extent.of(groups, 1, 1),
              Extent.of(threads, 1, 1),
              EnumSet.allOf(Check.class),
              ViolationLog.Room.FEW);
      for (int first = 0; first < groups; first += groupsOfBatch) {
        int count = Math.min(groupsOfBatch, groups - first);
        Batch batch = new Batch(log, 0, first, count, threads);
        int barriers = 1 + random.nextInt(3);
        int few = 1 + random.nextInt(4);
        for (int step = 0; step < 14; step++) {
          if (random.nextInt(4) < barriers) {
            barrier(batch);
          } else {
            int lane = random.nextInt(Math.min(few * 17, batch.lanes()));
            access(batch, random.nextBoolean() ? lane : lane % few, step + 1);
          }
        }
      }
      return conflicts;
    }

    private void barrier(Batch batch) {
      boolean ordering = random.nextInt(4) > 0;
      int group = random.nextInt(batch.groups());
      int whole = (int) batch.firstGroup() + group;
      if (random.nextBoolean()) {
        story.append("barrier ").append(whole).append(ordering).append('\n');
        batch.passBarrier(group, ordering, !ordering);
        if (ordering) {
          order.meet(whole);
        }
      } else {
        int simdgroup = random.nextInt(Math.ceilDiv(threads, 32));
        story.append("simdgroup barrier ").append(whole).append(' ').append(simdgroup);
        story.append(ordering).append('\n');
        int first = group * threads + simdgroup * 32;
        int end = Math.min(first + 32, (group + 1) * threads);
        batch.passSimdgroupBarrier(first, end, ordering, !ordering);
        if (ordering) {
          order.meet(whole, simdgroup);
        }
      }
    }

    private void access(Batch batch, int lane, int line) {
      AccessKind kind = kinds.get(random.nextInt(kinds.size()));
      int thread = (int) batch.firstGroup() * threads + lane;
      long epoch = batch.epoch(MetalAddressSpace.DEVICE, lane);
      int number = batch.thread(lane);
      int stored = random.nextInt(3) > 0 ? value : 1 + random.nextInt(2);
      Seen now = new Seen(thread, order.now(thread), kind, stored, line);
      story.append("thread %d: %s %d in line %d%n".formatted(thread, kind, stored, line));
      RaceTracker.Conflict found =
          switch (kind) {
            case READ -> tracker.read(0, number, epoch, line);
            case WRITE -> tracker.write(0, number, epoch, line, stored == value);
            case ATOMIC_LOAD, ATOMIC_STORE, ATOMIC_ACCUMULATION, ATOMIC_MERGE, ATOMIC_EXCHANGE ->
                tracker.atomic(kind, 0, number, epoch, line);
          };
      if (kind == AccessKind.WRITE) {
        value = stored;
      }
      compare(now, found);
      seen.add(now);
    }

    private void compare(Seen now, RaceTracker.@Nullable Conflict found) {
      Violation.Kind worst = null;
      for (Seen before : seen) {
        Violation.Kind kind = conflict(before, now);
        if (kind != null && (worst == null || severity(kind) > severity(worst))) {
          worst = kind;
        }
      }
      if (worst == null || found == null) {
        assertEquals(worst, found == null ? null : found.kind(), story::toString);
        return;
      }
      conflicts++;
      // Where writes have raced, whether those that follow are equal is no longer kept apart.
      if (!raced || worst != Violation.Kind.RACE_OF_EQUAL_VALUES) {
        assertEquals(severity(worst), severity(found.kind()), story::toString);
      }
      raced |= severity(found.kind()) == 3;
      ThreadNumbers numbers = new ThreadNumbers(threads);
      int other = numbers.group(found.thread()) * threads + numbers.thread(found.thread());
      assertTrue(
          seen.stream()
              .anyMatch(
                  s ->
                      s.thread == other
                          && s.line == found.line()
                          && s.kind == found.other()
                          && conflict(s, now) != null),
          () -> story + "found " + found);
    }

    private static int severity(Violation.Kind kind) {
      return switch (kind) {
        case RACE_IN_THREADGROUP, RACE_BETWEEN_THREADGROUPS -> 3;
        case ORDER_OF_ATOMICS -> 2;
        case RACE_OF_EQUAL_VALUES -> 1;
        // A tracker knows no other kind.
        default -> throw new AssertionError(kind);
      };
    }

    private Violation.@Nullable Kind conflict(Seen a, Seen b) {
      if (a.thread == b.thread || HappensBefore.isBefore(a.thread, a.time, b.time)) {
        return null;
      }
      boolean plain = isPlain(a) && isPlain(b);
      boolean writes = isWrite(a) || isWrite(b);
      if (writes && (isPlain(a) || isPlain(b))) {
        boolean equal = plain && isWrite(a) && isWrite(b) && a.value == b.value;
        return equal
            ? Violation.Kind.RACE_OF_EQUAL_VALUES
            : a.thread / threads == b.thread / threads
                ? Violation.Kind.RACE_IN_THREADGROUP
                : Violation.Kind.RACE_BETWEEN_THREADGROUPS;
      }
      boolean counts =
          (a.kind == AccessKind.ATOMIC_ACCUMULATION && setsOrGets(b))
              || (b.kind == AccessKind.ATOMIC_ACCUMULATION && setsOrGets(a))
              || (a.kind == AccessKind.ATOMIC_MERGE && b.kind == AccessKind.ATOMIC_STORE)
              || (b.kind == AccessKind.ATOMIC_MERGE && a.kind == AccessKind.ATOMIC_STORE);
      return counts ? Violation.Kind.ORDER_OF_ATOMICS : null;
    }

    private static boolean setsOrGets(Seen s) {
      return s.kind == AccessKind.ATOMIC_LOAD || s.kind == AccessKind.ATOMIC_STORE;
    }

    private static boolean isPlain(Seen s) {
      return s.kind == AccessKind.READ || s.kind == AccessKind.WRITE;
    }

    private static boolean isWrite(Seen s) {
      return s.kind != AccessKind.READ && s.kind != AccessKind.ATOMIC_LOAD;
    }
  }

  private static void traces(int count) {
    int free = 0;
    for (long seed = 0; seed < count; seed++) {
      free += new Trace(seed).run() == 0 ? 1 : 0;
    }
    assertTrue(free > count / 10 && free < count - count / 10, free + " without a conflict");
  }

  @Test
  void findsWhatVectorClocksFind() {
    traces(3_000);
  }

  @Tag("long")
  @Test
  void findsWhatVectorClocksFindInManyTraces() {
    traces(200_000);
  }
}
