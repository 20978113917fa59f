package winofuzz.fuzz.story;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.fault.WrongLine;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.oracle.Evidence;
import winofuzz.ir.Memory;
import winofuzz.metal.AccessKind;
import winofuzz.metal.AccessListener;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.sim.SimDevice;
import winofuzz.metal.sim.SimOptions;

/**
 * The lines of kernels that are to blame: those with a fault, and those that write wrong elements
 * of the output, with what the thread that writes the first of them reads between kernels.
 */
final class GuiltyLines {
  private final Evidence.OfPath path;
  private final Set<Integer> wrong;
  private final @Nullable WrongLine first;

  /**
   * The lines of the kernels of a path.
   *
   * @param wrong elements of the output
   * @param first the first line that goes wrong; null where it is not known
   */
  GuiltyLines(Evidence.OfPath path, List<Integer> wrong, @Nullable WrongLine first) {
    this.path = path;
    this.wrong = new HashSet<>(wrong);
    this.first = first;
  }

  /** Returns why lines of a kernel are to blame, by their numbers from 1. */
  SortedMap<Integer, String> of(int kernel) {
    SortedMap<Integer, String> marks = new TreeMap<>();
    if (first != null && first.kernel().equals(path.kernels().get(kernel).name())) {
      marks.put(first.number(), PartyCause.mark(first));
      return marks;
    }
    faults(path.kernels().get(kernel), marks);
    if (marks.isEmpty() && !wrong.isEmpty() && writesOutput(kernel)) {
      writes(kernel, marks);
    }
    return marks;
  }

  private void faults(CompiledKernel kernel, SortedMap<Integer, String> marks) {
    if (path.checked() instanceof Execution.Finished finished) {
      Map<Integer, Integer> counts = new HashMap<>();
      for (Fault fault : finished.faults()) {
        if (fault.kernel().equals(kernel.name()) && fault.line() > 0) {
          marks.putIfAbsent(fault.line(), path.words(fault) + path.instruction(fault));
          counts.merge(fault.line(), 1, Integer::sum);
        }
      }
      counts.forEach(
          (line, count) ->
              marks.computeIfPresent(
                  line,
                  (_, text) -> count == 1 ? text : text + ", and %d more".formatted(count - 1)));
    }
  }

  private boolean writesOutput(int kernel) {
    int written = path.kernels().get(kernel).arguments().getFirst();
    return path.memories().get(written).role() == Memory.Role.OUTPUT;
  }

  private void writes(int kernel, SortedMap<Integer, String> marks) {
    Trace trace = new Trace(path, kernel, wrong);
    try {
      new SimDevice(SimOptions.DEFAULT.withListener(trace))
          .run(path.bundles().get(kernel).launch());
    } catch (BadLaunchException e) {
      return; // What the checked device does not take is shown without marks.
    }
    trace.stores.forEach(
        (line, count) ->
            marks.put(line, "writes %d wrong element%s".formatted(count, count == 1 ? "" : "s")));
    trace
        .firstLoad()
        .ifPresent(load -> marks.merge(load.getKey(), load.getValue(), GuiltyLines::and));
  }

  private static String and(String first, String second) {
    return first + "; " + second;
  }

  /** What the first thread that writes something wrong does, and how many lines write it. */
  private static final class Trace implements AccessListener {
    private final Evidence.OfPath path;
    private final CompiledKernel kernel;
    private final Set<Integer> wrong;
    private final SortedMap<Integer, Integer> stores = new TreeMap<>();
    private final SortedMap<Integer, String> loads = new TreeMap<>();
    private final Map<List<Long>, SortedMap<Integer, String>> pending = new HashMap<>();

    Trace(Evidence.OfPath path, int kernel, Set<Integer> wrong) {
      this.path = path;
      this.kernel = path.kernels().get(kernel);
      this.wrong = wrong;
    }

    /** Returns where the thread that writes the first wrong element reads what it writes. */
    Optional<Map.Entry<Integer, String>> firstLoad() {
      if (loads.isEmpty()) {
        return Optional.empty();
      }
      String more = loads.size() == 1 ? "" : ", as %d lines do".formatted(loads.size());
      return Optional.of(Map.entry(loads.firstKey(), loads.firstEntry().getValue() + more));
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
      List<Long> who = List.of(threadgroup, (long) thread);
      Memory memory = path.memories().get(kernel.arguments().get(argument));
      if (kind == AccessKind.READ) {
        if (memory.role() == Memory.Role.INTERMEDIATE) {
          pending
              .computeIfAbsent(who, k -> new TreeMap<>())
              .putIfAbsent(line, "reads %s[%d]".formatted(memory.name(), index));
        }
      } else if (wrong.contains((int) index)) {
        stores.merge(line, 1, Integer::sum);
        if (loads.isEmpty() && pending.containsKey(who)) {
          pending.get(who).forEach((at, what) -> loads.put(at, what + " for element " + index));
        }
      }
    }
  }
}
