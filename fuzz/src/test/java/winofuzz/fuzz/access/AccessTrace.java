package winofuzz.fuzz.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import winofuzz.metal.AccessKind;
import winofuzz.metal.AccessListener;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.sim.SimDevice;
import winofuzz.metal.sim.SimOptions;

/** Counts what a kernel asks of memory by running it: every thread, every turn, every byte. */
final class AccessTrace implements AccessListener {
  private static final Pattern VECTOR = Pattern.compile("(?:float|half|bfloat)([24])\\*");

  /** What the instructions of a line ask of a buffer. */
  record Line(int line, AccessSite.Direction direction, int argument) {}

  /** The same numbers as those of an {@link AccessPattern}. */
  record Counts(long executions, long needed, long sectors32, long sectors128) {
    Counts and(Counts o) {
      return new Counts(
          executions + o.executions,
          needed + o.needed,
          sectors32 + o.sectors32,
          sectors128 + o.sectors128);
    }
  }

  private record Event(long threadgroup, int thread, long address, int bytes) {}

  private final List<Integer> widths;
  private final Map<Line, Counts> counts = new HashMap<>();
  private final List<List<Event>> execution = new ArrayList<>();
  private List<Event> instance = new ArrayList<>();
  private Line current = new Line(0, AccessSite.Direction.LOAD, -1);

  private AccessTrace(String source) {
    this.widths =
        source
            .lines()
            .map(
                line -> {
                  Matcher vector = VECTOR.matcher(line);
                  return vector.find() ? Integer.parseInt(vector.group(1)) : 1;
                })
            .toList();
  }

  /** Runs a kernel and returns what each line of its text asked for. */
  static Map<Line, Counts> of(Launch launch) {
    AccessTrace trace = new AccessTrace(launch.source());
    Outcome outcome = new SimDevice(SimOptions.DEFAULT.withListener(trace)).run(launch);
    if (!(outcome instanceof Outcome.Ran)) {
      throw new AssertionError("did not run: " + outcome);
    }
    trace.endInstance();
    trace.endExecution();
    return trace.counts;
  }

  @Override
  public void accessed(
      AccessKind kind,
      int line,
      int argument,
      long index,
      int bytes,
      long threadgroup,
      int thread) {
    var direction =
        kind == AccessKind.READ ? AccessSite.Direction.LOAD : AccessSite.Direction.STORE;
    Line at = new Line(line, direction, argument);
    Event event = new Event(threadgroup, thread, index * bytes, bytes);
    if (!at.equals(current)) {
      endInstance();
      endExecution();
      current = at;
    } else if (!isNextThread(event)) {
      endInstance();
    }
    instance.add(event);
  }

  private boolean isNextThread(Event event) {
    Event last = instance.getLast();
    return event.threadgroup > last.threadgroup
        || (event.threadgroup == last.threadgroup && event.thread > last.thread);
  }

  /** A scalar of all threads is complete; a vector is executed by as many of these. */
  private void endInstance() {
    if (!instance.isEmpty()) {
      execution.add(instance);
      instance = new ArrayList<>();
      if (execution.size() == widths.get(current.line - 1)) {
        endExecution();
      }
    }
  }

  private void endExecution() {
    record Simdgroup(long threadgroup, int number) {}
    Map<Simdgroup, Set<Long>> touched = new HashMap<>();
    for (List<Event> scalar : execution) {
      for (Event event : scalar) {
        Set<Long> bytes =
            touched.computeIfAbsent(
                new Simdgroup(event.threadgroup, event.thread / 32), _ -> new HashSet<>());
        for (int i = 0; i < event.bytes; i++) {
          bytes.add(event.address + i);
        }
      }
    }
    execution.clear();
    for (Set<Long> bytes : touched.values()) {
      counts.merge(
          current,
          new Counts(1, bytes.size(), sectors(bytes, 32), sectors(bytes, 128)),
          Counts::and);
    }
  }

  private static long sectors(Set<Long> bytes, int size) {
    return bytes.stream().map(b -> b / size).distinct().count();
  }
}
