package winofuzz.metal.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.AccessKind;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Extent;
import winofuzz.metal.HappensBefore;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;

/**
 * A random kernel of reads, writes, atomics and barriers on eight elements of device and of
 * threadgroup memory, with a list of what each of its threads does, from which vector clocks tell
 * what is in conflict.
 */
final class RandomMemory {

  private static final int[] SIZES = {1, 2, 3, 4, 5, 8, 16, 31, 32, 33, 40, 64, 65, 100};

  private static final int ELEMENTS = 8;

  private static final int NO_TWO_EQUAL = 1000;

  /** Threads that carry out a statement, by threadgroup and index in it. */
  private record Guard(String text, IntBinaryOperator takesPart) {}

  /** An element, by threadgroup and index in it. */
  private record Index(String text, IntBinaryOperator of) {}

  /** A line of the kernel. */
  private sealed interface Statement {
    String text();
  }

  private record Access(
      String text, boolean device, AccessKind kind, Guard guard, Index index, int value)
      implements Statement {}

  /** A store to a component of the vector of four elements that an element lies in. */
  private record Insertion(String text, boolean device, Guard guard, Index index)
      implements Statement {}

  private record Barrier(
      String text, boolean whole, boolean device, boolean threadgroup, Guard guard)
      implements Statement {}

  private record Element(boolean device, int group, int index) {}

  private record Event(int thread, int line, AccessKind kind, int value, HappensBefore.Time time) {}

  private final Random random;
  private final int groups;
  private final int threads;
  private final List<Statement> statements = new ArrayList<>();
  private final int loopBegin;
  private final int loopEnd;
  private final Map<Element, List<Event>> events = new HashMap<>();
  private int insertions;

  RandomMemory(long seed) {
    random = new Random(seed);
    threads = SIZES[random.nextInt(SIZES.length)];
    groups = 1 + random.nextInt(2);
    boolean atomics = random.nextInt(3) == 0;
    int count = 2 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      statements.add(i % 2 == 1 && random.nextInt(4) > 0 ? barrier() : access(atomics));
    }
    boolean loops = random.nextInt(3) == 0;
    loopBegin = loops ? random.nextInt(count) : count;
    loopEnd = loops ? loopBegin + 1 + random.nextInt(count - loopBegin) : count;
    HappensBefore device = new HappensBefore(groups, threads);
    HappensBefore threadgroup = new HappensBefore(groups, threads);
    run(0, loopEnd, device, threadgroup);
    run(loopBegin, loopEnd, device, threadgroup);
    run(loopEnd, count, device, threadgroup);
  }

  private Guard guard(boolean ofSimdgroups) {
    int c = random.nextInt(2);
    return switch (random.nextInt(ofSimdgroups ? 3 : 6)) {
      case 0 -> new Guard("g == %d".formatted(c), (g, l) -> g == c ? 1 : 0);
      case 1 -> new Guard("l / 32 == %d".formatted(c), (g, l) -> l / 32 == c ? 1 : 0);
      case 3, 4 -> new Guard("l == %d".formatted(c), (g, l) -> l == c ? 1 : 0);
      case 5 -> new Guard("l %% 2 == %d".formatted(c), (g, l) -> l % 2 == c ? 1 : 0);
      default -> new Guard("true", (g, l) -> 1);
    };
  }

  private Index index() {
    int c = random.nextInt(ELEMENTS);
    return switch (random.nextInt(5)) {
      case 0 -> new Index("l % 8", (g, l) -> l % 8);
      case 1 -> new Index("(l + %d) %% 8".formatted(c), (g, l) -> (l + c) % 8);
      case 2 -> new Index("l / 32", (g, l) -> l / 32);
      case 3 -> new Index("(l + g) % 8", (g, l) -> (l + g) % 8);
      default -> new Index(Integer.toString(c), (g, l) -> c);
    };
  }

  private Statement access(boolean atomics) {
    boolean device = random.nextInt(3) == 0;
    Guard guard = guard(false);
    Index index = index();
    String space = device ? "device" : "threadgroup";
    String memory = device ? "d" : "t";
    String at = "[" + index.text + "]";
    int value = 1 + random.nextInt(2);
    String when = "if (" + guard.text + ") { ";
    if (random.nextInt(8) == 0) {
      String vectors = "((" + space + " int4*)" + memory + ")";
      return random.nextBoolean()
          ? computedComponent(when + vectors, device, guard, index, value)
          : namedComponent(when + vectors, device, guard, value);
    }
    AccessKind[] kinds = AccessKind.values();
    AccessKind kind = atomics ? kinds[random.nextInt(kinds.length)] : kinds[random.nextInt(2)];
    String atomic = "_explicit(&" + memory + "a" + at + ", ";
    String relaxed = value + ", memory_order_relaxed);";
    String text =
        switch (kind) {
          case READ -> "x += " + memory + at + ";";
          case WRITE -> memory + at + " = " + value + ";";
          case ATOMIC_LOAD -> "x += atomic_load" + atomic + "memory_order_relaxed);";
          case ATOMIC_STORE -> "atomic_store" + atomic + relaxed;
          case ATOMIC_ACCUMULATION -> "atomic_fetch_add" + atomic + relaxed;
          case ATOMIC_MERGE -> "atomic_fetch_max" + atomic + relaxed;
          case ATOMIC_EXCHANGE -> "x += atomic_exchange" + atomic + relaxed;
        };
    return new Access(when + text + " }", device, kind, guard, index, value);
  }

  private static Insertion computedComponent(
      String vectors, boolean device, Guard guard, Index index, int value) {
    String i = index.text;
    String text = vectors + "[(" + i + ") / 4][(" + i + ") % 4] = " + value + "; }";
    return new Insertion(text, device, guard, index);
  }

  private Insertion namedComponent(String vectors, boolean device, Guard guard, int value) {
    int c = random.nextInt(ELEMENTS);
    String text = vectors + "[" + c / 4 + "]." + "xyzw".charAt(c % 4) + " = " + value + "; }";
    return new Insertion(text, device, guard, new Index(Integer.toString(c), (g, l) -> c));
  }

  private Statement barrier() {
    boolean whole = random.nextBoolean();
    Guard guard = random.nextInt(3) > 0 ? new Guard("true", (g, l) -> 1) : guard(true);
    if (whole && guard.text.startsWith("l")) {
      guard = new Guard("true", (g, l) -> 1);
    }
    int flags = random.nextInt(5);
    boolean device = flags == 1 || flags > 2;
    boolean threadgroup = flags > 1;
    List<String> names = new ArrayList<>();
    if (device) {
      names.add("mem_flags::mem_device");
    }
    if (threadgroup) {
      names.add("mem_flags::mem_threadgroup");
    }
    String text =
        "if (%s) { %s_barrier(%s); }"
            .formatted(
                guard.text,
                whole ? "threadgroup" : "simdgroup",
                names.isEmpty() ? "mem_flags::mem_none" : String.join(" | ", names));
    return new Barrier(text, whole, device, threadgroup, guard);
  }

  /** Lets the threads do what the statements from one to before another say. */
  private void run(int from, int to, HappensBefore device, HappensBefore threadgroup) {
    for (int i = from; i < to; i++) {
      int line = line(i);
      switch (statements.get(i)) {
        case Barrier barrier -> {
          if (barrier.device) {
            meet(barrier, device);
          }
          if (barrier.threadgroup) {
            meet(barrier, threadgroup);
          }
        }
        case Access a ->
            each(
                a.guard,
                (g, l) ->
                    note(
                        new Element(a.device, g, a.index.of.applyAsInt(g, l)),
                        a.device ? device : threadgroup,
                        g * threads + l,
                        line,
                        a.kind,
                        a.value));
        case Insertion a ->
            each(
                a.guard,
                (g, l) -> {
                  int first = a.index.of.applyAsInt(g, l) / 4 * 4;
                  for (int e = first; e < first + 4; e++) {
                    Element element = new Element(a.device, g, e);
                    HappensBefore order = a.device ? device : threadgroup;
                    int thread = g * threads + l;
                    note(element, order, thread, line, AccessKind.READ, 0);
                    int value = NO_TWO_EQUAL + insertions++;
                    note(element, order, thread, line, AccessKind.WRITE, value);
                  }
                });
      }
    }
  }

  /** What a thread does, by threadgroup and index in it. */
  private interface Action {
    void of(int group, int thread);
  }

  private void each(Guard guard, Action action) {
    for (int g = 0; g < groups; g++) {
      for (int l = 0; l < threads; l++) {
        if (guard.takesPart.applyAsInt(g, l) != 0) {
          action.of(g, l);
        }
      }
    }
  }

  private void note(
      Element at, HappensBefore order, int thread, int line, AccessKind kind, int value) {
    Element key = at.device ? new Element(true, 0, at.index) : at;
    events
        .computeIfAbsent(key, k -> new ArrayList<>())
        .add(new Event(thread, line, kind, value, order.now(thread)));
  }

  private void meet(Barrier barrier, HappensBefore order) {
    for (int g = 0; g < groups; g++) {
      for (int first = 0; first < threads; first += barrier.whole ? threads : 32) {
        if (barrier.guard.takesPart.applyAsInt(g, first) != 0) {
          if (barrier.whole) {
            order.meet(g);
          } else {
            order.meet(g, first / 32);
          }
        }
      }
    }
  }

  private int line(int statement) {
    return 8 + statement + (statement >= loopBegin ? 1 : 0) + (statement >= loopEnd ? 1 : 0);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("kernel void k(device atomic_int* da, uint l [[thread_index_in_threadgroup]],\n");
    text.append("    uint g [[threadgroup_position_in_grid]]) {\n");
    text.append("  threadgroup atomic_int ta[8];\n");
    text.append("  threadgroup int* t = (threadgroup int*)ta; device int* d = (device int*)da;\n");
    text.append("  int x = 0;\n");
    for (int i = 0; i <= statements.size(); i++) {
      text.append(i == loopBegin ? "  for (int r = 0; r < 2; r++) {\n" : "");
      text.append(i == loopEnd ? "  }\n" : "");
      text.append(i < statements.size() ? "  " + statements.get(i).text() + "\n" : "");
    }
    return text.append("}\n").toString();
  }

  Outcome run(SimOptions options) {
    return Sim.run(
        options,
        text(),
        Extent.of(groups, 1, 1),
        Extent.of(threads, 1, 1),
        BufferArgument.inout(0, Buffer.ofInts(new int[ELEMENTS])));
  }

  /** Returns the worst that two things which threads do to one element make, or null. */
  Violation.@Nullable Kind worst() {
    Violation.Kind worst = null;
    for (List<Event> all : events.values()) {
      for (int i = 0; i < all.size(); i++) {
        for (int j = 0; j < i; j++) {
          Violation.Kind kind = conflict(all.get(j), all.get(i));
          if (kind != null && (worst == null || severity(kind) > severity(worst))) {
            worst = kind;
          }
        }
      }
    }
    return worst;
  }

  /** Returns how bad a kind of conflict is; races of both kinds are as bad. */
  static int severity(Violation.Kind kind) {
    return switch (kind) {
      case RACE_IN_THREADGROUP, RACE_BETWEEN_THREADGROUPS -> 3;
      case ORDER_OF_ATOMICS -> 2;
      case RACE_OF_EQUAL_VALUES -> 1;
      // No other check is on.
      default -> throw new AssertionError(kind);
    };
  }

  private Violation.@Nullable Kind conflict(Event a, Event b) {
    if (a.thread == b.thread
        || HappensBefore.isBefore(a.thread, a.time, b.time)
        || HappensBefore.isBefore(b.thread, b.time, a.time)) {
      return null;
    }
    if (a.kind.isAtomic() && b.kind.isAtomic()) {
      return a.kind.dependsOnOrderWith(b.kind) ? Violation.Kind.ORDER_OF_ATOMICS : null;
    }
    List<AccessKind> reads = Arrays.asList(AccessKind.READ, AccessKind.ATOMIC_LOAD);
    if (reads.contains(a.kind) && reads.contains(b.kind)) {
      return null;
    }
    if (a.kind == AccessKind.WRITE && b.kind == AccessKind.WRITE && a.value == b.value) {
      return Violation.Kind.RACE_OF_EQUAL_VALUES;
    }
    return a.thread / threads == b.thread / threads
        ? Violation.Kind.RACE_IN_THREADGROUP
        : Violation.Kind.RACE_BETWEEN_THREADGROUPS;
  }

  /** Returns whether two threads did in two lines what a violation says, at that element. */
  boolean isTrue(Violation violation) {
    Violation.Place place = violation.place();
    Violation.Access other = violation.other();
    if (place == null || other == null) {
      return false;
    }
    boolean device = place.buffer() == 0;
    Element element =
        new Element(device, device ? 0 : violation.threadgroup().x(), (int) place.element());
    List<Event> all = events.getOrDefault(element, List.of());
    int thread = violation.threadgroup().x() * threads + violation.thread().x();
    int with = other.threadgroup().x() * threads + other.thread().x();
    for (Event a : all) {
      for (Event b : all) {
        if (a.thread == thread
            && a.line == violation.line()
            && b.thread == with
            && b.line == other.line()
            && b.kind == other.kind()
            && conflict(a, b) != null) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "%d threadgroups of %d threads%n%s".formatted(groups, threads, text());
  }
}
