package winofuzz.fuzz.sparse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;
import winofuzz.bounds.KernelStores;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.lowering.MemoryValues;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.SparseLaunch;
import winofuzz.metal.SparseLaunch.SparseBuffer;
import winofuzz.metal.SparseOutcome;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;

/**
 * Runs threadgroups of the kernels of a case: those at the corners of each launch, and those that
 * write some elements of the output. What a threadgroup reads of a memory between kernels is
 * written by the threadgroup of an earlier kernel that the instructions say writes it, which is run
 * where that is needed.
 */
public final class SparseRun {
  /** How many threadgroups of a path of a case run at most. */
  private static final int MOST_THREADGROUPS = 400;

  /** How many faults are kept. */
  private static final int MOST_FAULTS = 100;

  /** How many operations a path of a case is worth. */
  private static final long MOST_OPERATIONS = 10_000_000;

  private final LoweredCase lowered;
  private final Device device;
  private final WorkLimit limit;
  private final Map<String, LongToDoubleFunction> inputs;
  private final int output;
  private final Map<Integer, Optional<KernelStores>> stores = new HashMap<>();
  private final Map<Integer, SortedMap<Long, Long>> written = new HashMap<>();
  private final Set<List<Long>> done = new HashSet<>();

  /** The kernels of which a threadgroup is too much to run. */
  private final Set<Integer> beyond = new HashSet<>();

  private final List<Fault> faults = new ArrayList<>();
  private final Set<String> gaps = new LinkedHashSet<>();

  /** Whether the threadgroup that runs has read what is not known. */
  private boolean readsUnknown;

  private int threadgroups;
  private long operations;

  private SparseRun(
      LoweredCase lowered,
      Device device,
      WorkLimit limit,
      LongToDoubleFunction activation,
      LongToDoubleFunction weight) {
    this.lowered = lowered;
    this.device = device;
    this.limit = limit;
    this.inputs = Map.of(LoweredCase.ACTIVATION, activation, LoweredCase.WEIGHT, weight);
    this.output = Memory.output(lowered.memories());
  }

  /**
   * What came of it.
   *
   * @param output the values of the output that were written, by element
   * @param faults what the checks found, in order, and elements that nobody writes
   * @param threadgroups how many ran
   * @param gaps why something did not run, in words that do not depend on the case
   */
  public record Result(
      SortedMap<Long, Double> output,
      List<Fault> faults,
      int threadgroups,
      SortedSet<String> gaps) {
    public Result {
      output = new TreeMap<>(output);
      faults = List.copyOf(faults);
      gaps = new TreeSet<>(gaps);
    }
  }

  /**
   * Runs threadgroups.
   *
   * @param device that can run some of a launch
   * @param limit to the work
   * @param activation by the place in a row-major array
   * @param weight likewise
   * @param random decides which elements are asked for besides those at the ends
   */
  public static Result of(
      LoweredCase lowered,
      Convolution c,
      Device device,
      WorkLimit limit,
      LongToDoubleFunction activation,
      LongToDoubleFunction weight,
      Hash random) {
    SparseRun run = new SparseRun(lowered, device, limit, activation, weight);
    for (int kernel = 0; kernel < lowered.kernels().size(); kernel++) {
      run.runCorners(kernel);
    }
    SampledElements.of(c, random).forEach(element -> run.bits(run.output, element));
    return run.result();
  }

  private Result result() {
    Memory memory = lowered.memories().get(output);
    ElementType type = MemoryValues.elementType(memory.dtype());
    SortedMap<Long, Double> values = new TreeMap<>();
    written
        .getOrDefault(output, new TreeMap<>())
        .forEach((element, bits) -> values.put(element, number(type, bits)));
    return new Result(values, faults, threadgroups, new TreeSet<>(gaps));
  }

  private static double number(ElementType type, long bits) {
    byte[] bytes = new byte[type.bytes()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (bits >>> (8 * i));
    }
    return Buffer.ofBytes(type, bytes).number(0);
  }

  private void runCorners(int kernel) {
    Extent grid = threadgroups(kernel);
    for (int x : List.of(0, grid.x() - 1)) {
      for (int y : List.of(0, grid.y() - 1)) {
        for (int z : List.of(0, grid.z() - 1)) {
          run(kernel, index(grid, x, y, z));
        }
      }
    }
  }

  private static long index(Extent grid, long x, long y, long z) {
    return x + grid.x() * (y + grid.y() * z);
  }

  private Extent threadgroups(int kernel) {
    return Extent.of(lowered.launches().get(kernel).threadgroups());
  }

  /** Returns the bits of an element; zero where they are not known. */
  private long bits(int memory, long element) {
    LongToDoubleFunction input = inputs.get(lowered.memories().get(memory).name());
    if (input != null) {
      ElementType type = MemoryValues.elementType(lowered.memories().get(memory).dtype());
      return Buffer.ofDoubles(type, input.applyAsDouble(element)).bits(0);
    }
    Long known = written(memory).get(element);
    if (known == null) {
      runWriter(memory, element);
      known = written(memory).get(element);
    }
    readsUnknown |= known == null;
    return known == null ? 0 : known;
  }

  private SortedMap<Long, Long> written(int memory) {
    return written.computeIfAbsent(memory, k -> new TreeMap<>());
  }

  private void runWriter(int memory, long element) {
    int kernel = writer(memory);
    KernelStores known = kernel < 0 ? null : stores(kernel);
    if (known == null) {
      gaps.add("it is not known who writes between kernels");
      return;
    }
    switch (known.writerOf(element)) {
      case KernelStores.Writer.Undecided _ -> gaps.add("it is not decided who writes an element");
      case KernelStores.Writer.Nobody _ ->
          addNeverWritten(kernel, memory, element, "no thread writes it");
      case KernelStores.Writer.Found thread -> runWriter(kernel, thread, memory, element);
    }
  }

  private void runWriter(int kernel, KernelStores.Writer.Found thread, int memory, long element) {
    Extent grid = threadgroups(kernel);
    long x = thread.at().getOrDefault("gidx0", 0L);
    long y = thread.at().getOrDefault("gidx1", 0L);
    long z = thread.at().getOrDefault("gidx2", 0L);
    if (x >= grid.x() || y >= grid.y() || z >= grid.z()) {
      addNeverWritten(
          kernel, memory, element, "threadgroup (%d, %d, %d) is not launched".formatted(x, y, z));
    } else if (run(kernel, index(grid, x, y, z)) && !written(memory).containsKey(element)) {
      addNeverWritten(kernel, memory, element, "the thread that is to write it does not");
    }
  }

  private void addNeverWritten(int kernel, int memory, long element, String how) {
    Memory of = lowered.memories().get(memory);
    String name = lowered.kernels().get(kernel).name();
    add(
        new Fault(
            Violation.Kind.NEVER_WRITTEN,
            "kernel %s: %s: element %d of %s, which has %d: %s"
                .formatted(
                    name,
                    Violation.Kind.NEVER_WRITTEN.description(),
                    element,
                    of.name(),
                    of.elements(),
                    how),
            name,
            0,
            null));
  }

  private void add(Fault fault) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(fault);
    }
  }

  /** Returns the kernel that writes a memory; -1 if there is none. */
  private int writer(int memory) {
    for (int kernel = lowered.kernels().size() - 1; kernel >= 0; kernel--) {
      if (lowered.kernels().get(kernel).arguments().getFirst() == memory) {
        return kernel;
      }
    }
    return -1;
  }

  private @Nullable KernelStores stores(int kernel) {
    return stores.computeIfAbsent(kernel, this::makeStores).orElse(null);
  }

  private Optional<KernelStores> makeStores(int kernel) {
    return lowered
        .instructions()
        .map(program -> program.kernels().get(kernel).body())
        .filter(Kernel.Linear.class::isInstance)
        .map(body -> new KernelStores((Kernel.Linear) body));
  }

  /**
   * Runs a threadgroup, unless it has run. What it writes is kept if it depends on nothing unknown.
   *
   * @return whether it is known what it writes
   */
  private boolean run(int number, long group) {
    if (beyond.contains(number) || !done.add(List.of((long) number, group))) {
      return false;
    }
    if (threadgroups == MOST_THREADGROUPS || operations > MOST_OPERATIONS) {
      gaps.add("too many threadgroups are needed");
      return false;
    }
    threadgroups++;
    CompiledKernel kernel = lowered.kernels().get(number);
    boolean outer = readsUnknown;
    readsUnknown = false;
    SparseOutcome outcome = device.run(launch(number, group), new Counted());
    boolean isKnown = !readsUnknown;
    readsUnknown = outer;
    switch (outcome) {
      case SparseOutcome.NotRun(String reason) -> {
        gaps.add(reason);
        beyond.add(number);
        return false;
      }
      case SparseOutcome.Ran(List<Violation> violations, var bits) -> {
        violations.forEach(violation -> add(Fault.of(violation)));
        if (isKnown) {
          written(kernel.arguments().getFirst()).putAll(bits.getOrDefault(0, new TreeMap<>()));
        }
        return isKnown;
      }
    }
  }

  private SparseLaunch launch(int number, long group) {
    CompiledKernel kernel = lowered.kernels().get(number);
    List<SparseBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < kernel.arguments().size(); i++) {
      int memory = kernel.arguments().get(i);
      long length = lowered.memories().get(memory).elements();
      ElementType type = MemoryValues.elementType(lowered.memories().get(memory).dtype());
      buffers.add(
          i == 0
              ? SparseBuffer.out(i, type, length)
              : SparseBuffer.in(i, type, length, element -> bits(memory, element)));
    }
    return new SparseLaunch(
        kernel.source(),
        kernel.name(),
        threadgroups(number),
        Extent.of(lowered.launches().get(number).threads()),
        buffers,
        group);
  }

  /** Counts the operations of all threadgroups. */
  private final class Counted implements WorkLimit {
    @Override
    public boolean allows(long more) {
      return limit.allows(more);
    }

    @Override
    public void spend(long more) {
      operations += more;
      limit.spend(more);
    }
  }
}
