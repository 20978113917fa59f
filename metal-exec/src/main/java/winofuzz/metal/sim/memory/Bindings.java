package winofuzz.metal.sim.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.AccessListener;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.ArgumentTable;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.BufferRole;
import winofuzz.metal.Check;
import winofuzz.metal.ElementType;
import winofuzz.metal.SparseLaunch.SparseBuffer;
import winofuzz.metal.Violation;
import winofuzz.metal.msl.MetalAddressSpace;
import winofuzz.metal.msl.ScalarType;

/** The memory of one run: the launch's buffers behind the kernel's slots. */
public final class Bindings {

  /**
   * A buffer that the kernel may write.
   *
   * @param whole whether every element is to be written
   */
  private record Output(int index, ElementType type, BoundMemory memory, boolean whole) {}

  private final List<MemorySlot> slots;
  private final List<ConstantTable> tables;
  private final Set<Check> checks;
  private final int threads;
  private final @Nullable AccessListener listener;
  private final Map<Integer, BoundMemory> fixed = new HashMap<>();

  /** Lengths that the launch gives, by slot index. */
  private final Map<Integer, Integer> lengths = new HashMap<>();

  /** Buffers of which there is only what is touched, by index. */
  private final Map<Integer, SparseBuffer> sparse = new HashMap<>();

  private final List<Output> outputs = new ArrayList<>();
  private final SortedMap<Integer, Buffer> untouched = new TreeMap<>();

  /**
   * Binds the arguments of a launch.
   *
   * @param threads how many a threadgroup has
   * @param listener told of every access to a buffer, or null
   * @throws BadLaunchException if they do not fit the kernel
   */
  public Bindings(
      String kernel,
      List<MemorySlot> slots,
      List<ConstantTable> tables,
      List<BufferArgument> arguments,
      Set<Check> checks,
      int threads,
      @Nullable AccessListener listener) {
    this(slots, tables, checks, threads, listener);
    bind(kernel, arguments);
  }

  private Bindings(
      List<MemorySlot> slots,
      List<ConstantTable> tables,
      Set<Check> checks,
      int threads,
      @Nullable AccessListener listener) {
    this.slots = slots;
    this.tables = tables;
    this.checks = checks;
    this.threads = threads;
    this.listener = listener;
  }

  /**
   * Returns buffers of which there is only what is touched.
   *
   * @param threads how many a threadgroup has
   * @throws BadLaunchException if they do not fit the kernel
   */
  public static Bindings sparse(
      String kernel,
      List<MemorySlot> slots,
      List<ConstantTable> tables,
      List<SparseBuffer> buffers,
      Set<Check> checks,
      int threads) {
    Bindings result = new Bindings(slots, tables, checks, threads, null);
    buffers.forEach(buffer -> result.sparse.put(buffer.index(), buffer));
    result.bind(kernel, buffers.stream().map(SparseBuffer::asArgument).toList());
    return result;
  }

  private void bind(String kernel, List<BufferArgument> arguments) {
    ArgumentTable table = new ArgumentTable(kernel, arguments);
    for (BufferArgument buffer : table.of(ArgumentSpace.BUFFER)) {
      if (buffer.role().isWritten()) {
        untouched.put(buffer.index(), buffer.contents());
      }
    }
    List<SharedStorage.Part> parts = new ArrayList<>();
    for (MemorySlot slot : slots) {
      if (slot.argument() >= 0) {
        bind(slot, table, parts);
      }
    }
    share(parts);
  }

  private void bind(MemorySlot slot, ArgumentTable table, List<SharedStorage.Part> parts) {
    BufferArgument argument =
        table.require(
            slot.arguments(),
            slot.argument(),
            slot.name(),
            slot.scalar().spelling(),
            slot.scalar().bytes());
    if (slot.space() == MetalAddressSpace.THREADGROUP) {
      lengths.put(slot.index(), argument.contents().length());
      return;
    }
    untouched.remove(argument.index());
    if (argument.part() == null) {
      keep(argument, bound(slot, argument));
    } else {
      parts.add(new SharedStorage.Part(slot, argument));
    }
  }

  /** Binds the arguments that may overlap. */
  private void share(List<SharedStorage.Part> parts) {
    Map<Integer, SharedStorage> shared =
        SharedStorage.of(parts, watchesRaces() ? threads : 0, watches(Check.UNWRITTEN_READ));
    for (SharedStorage.Part part : parts) {
      SharedStorage storage = shared.get(part.slot().index());
      keep(
          part.argument(),
          storage == null
              ? bound(part.slot(), part.argument())
              : storage.bind(part, !part.argument().role().isWritten()));
    }
  }

  private void keep(BufferArgument argument, BoundMemory unheard) {
    BoundMemory memory = listener == null ? unheard : unheard.heardBy(listener);
    fixed.put(memory.slot().index(), memory);
    BufferRole role = argument.role();
    if (role.isWritten()) {
      outputs.add(
          new Output(argument.index(), argument.contents().type(), memory, role == BufferRole.OUT));
    }
  }

  /** Notes the degree that the field elements of a buffer have as polynomials of the inputs. */
  public void setDegree(int buffer, int degree) {
    for (BoundMemory memory : fixed.values()) {
      if (memory.slot().isBuffer(buffer)) {
        memory.raiseDegree(degree);
      }
    }
  }

  /** Returns the degrees of the buffers that may be written, by index; integers have degree 0. */
  public SortedMap<Integer, Integer> degrees() {
    SortedMap<Integer, Integer> result = new TreeMap<>();
    untouched.keySet().forEach(index -> result.put(index, 0));
    for (Output output : outputs) {
      boolean numbers = output.memory().slot().scalar() == ScalarType.FIELD;
      result.put(output.index(), numbers ? output.memory().degree() : 0);
    }
    return result;
  }

  /** Returns how many scalars a slot has: what it is declared with, or what the launch gives. */
  private int length(MemorySlot slot) {
    return lengths.getOrDefault(slot.index(), slot.length());
  }

  private BoundMemory bound(MemorySlot slot, BufferArgument argument) {
    SparseBuffer buffer = sparse.get(argument.index());
    return buffer == null ? whole(slot, argument) : sparse(slot, buffer);
  }

  private BoundMemory sparse(MemorySlot slot, SparseBuffer buffer) {
    LongUnaryOperator elements = buffer.contents();
    int units = slot.unitsOfScalar();
    int width = 8 * slot.unitBytes();
    TouchedUnits touched =
        new TouchedUnits(
            slot.unitBytes(),
            slot.scalar() == ScalarType.FLOAT,
            elements == null
                ? null
                : unit -> elements.applyAsLong(unit / units) >>> (unit % units * width));
    return BoundMemory.sparse(
        slot,
        touched,
        buffer.length() * units,
        elements == null ? new WriteTracker(TouchedUnits.room(), watches(Check.WRITE_ONCE)) : null);
  }

  private BoundMemory whole(MemorySlot slot, BufferArgument argument) {
    int length = Math.multiplyExact(argument.contents().length(), slot.unitsOfScalar());
    Storage storage = storage(slot, length);
    if (argument.role() != BufferRole.OUT) {
      storage.copyFrom(argument.contents().view());
    }
    boolean once = argument.writtenOnce() && watches(Check.WRITE_ONCE);
    boolean races = slot.isStored() && watchesRaces() && (slot.isLoaded() || !once);
    return new BoundMemory(
        slot,
        storage,
        length,
        !argument.role().isWritten(),
        writes(slot, argument, length),
        races ? new RaceTracker(length, threads) : null);
  }

  /** What watches the writes to a buffer, if anything needs to. */
  private @Nullable WriteTracker writes(MemorySlot slot, BufferArgument argument, int length) {
    boolean readWatched = slot.isLoaded() && watches(Check.UNWRITTEN_READ);
    if (argument.role() == BufferRole.OUT) {
      boolean once = argument.writtenOnce() && watches(Check.WRITE_ONCE);
      return watches(Check.WRITE_ONCE) || readWatched ? new WriteTracker(length, once) : null;
    }
    return argument.contents().isWritten()
        ? null
        : WriteTracker.given(length, slot.unitBytes(), argument.contents().unwritten());
  }

  private static Storage storage(MemorySlot slot, int units) {
    return Storage.allocate(slot.unitBytes(), slot.scalar() == ScalarType.FLOAT, units);
  }

  private boolean watchesRaces() {
    return watches(Check.RACE) || watches(Check.ATOMIC_ORDER);
  }

  private boolean watches(Check check) {
    return checks.contains(check);
  }

  /** Returns whether parts of the grid may run at once with the result that they have in order. */
  public boolean isSeparable() {
    return fixed.values().stream().allMatch(BoundMemory::isSeparable);
  }

  /** Returns the launch's memory for one part of the grid, by slot index. */
  public Map<Integer, BoundMemory> forPart() {
    Map<Integer, BoundMemory> part = new HashMap<>();
    fixed.forEach((slot, memory) -> part.put(slot, memory.forPart()));
    return part;
  }

  /** Takes over what a part of the grid did; returns false if two parts wrote what only one may. */
  public boolean merge(Map<Integer, BoundMemory> part) {
    boolean merged = true;
    for (Map.Entry<Integer, BoundMemory> memory : fixed.entrySet()) {
      BoundMemory other = part.get(memory.getKey());
      merged &= other == null || memory.getValue().merge(other);
    }
    return merged;
  }

  /** Returns the launch's memory for the whole grid, by slot index. */
  public Map<Integer, BoundMemory> whole() {
    return fixed;
  }

  /** Returns the memory of a batch: the launch's, and fresh threadgroup memory. */
  public BoundMemory[] forBatch(Map<Integer, BoundMemory> launch, int groups) {
    BoundMemory[] memories = new BoundMemory[slots.size()];
    for (MemorySlot slot : slots) {
      BoundMemory known = launch.get(slot.index());
      memories[slot.index()] = known == null ? fresh(slot, groups) : known;
    }
    return memories;
  }

  private BoundMemory fresh(MemorySlot slot, int groups) {
    ConstantTable table =
        tables.stream().filter(t -> t.slot() == slot.index()).findFirst().orElse(null);
    int parts = table == null ? groups : 1;
    int length = Math.multiplyExact(length(slot), slot.unitsOfScalar());
    int total = Math.multiplyExact(length, parts);
    Storage storage = storage(slot, total);
    if (table != null) {
      BoundMemory memory = new BoundMemory(slot, storage, length, true, null, null);
      for (int i = 0; i < length(slot); i++) {
        memory.store(i * slot.unitsOfScalar(), slot.scalar(), table.bits().get(i));
      }
      return memory;
    }
    return new BoundMemory(
        slot,
        storage,
        length,
        false,
        watches(Check.UNWRITTEN_READ) ? new WriteTracker(total, false) : null,
        watchesRaces() ? new RaceTracker(total, threads) : null);
  }

  /** Returns the bytes of threadgroup memory that a threadgroup takes. */
  public long threadgroupBytes() {
    return slots.stream()
        .filter(s -> s.space() == MetalAddressSpace.THREADGROUP)
        .mapToLong(s -> (long) length(s) * s.scalar().bytes())
        .sum();
  }

  /** Reports every element of an out buffer that nothing wrote. */
  public void reportUnwritten(ViolationLog log) {
    for (Output output : outputs) {
      WriteTracker writes = output.memory().writes();
      if (output.whole() && writes != null) {
        for (int i = 0; i < output.memory().length(); i++) {
          if (!writes.isWritten(i)) {
            log.report(Violation.Kind.NEVER_WRITTEN, 0, 0, 0, output.memory().placeOfUnit(i));
          }
        }
      }
    }
  }

  /** Returns the bits of what was written of sparse buffers, by buffer index and element. */
  public SortedMap<Integer, SortedMap<Long, Long>> written() {
    SortedMap<Integer, SortedMap<Long, Long>> result = new TreeMap<>();
    outputs.forEach(output -> result.put(output.index(), output.memory().written()));
    return result;
  }

  /** Returns what the buffers that may be written hold now. */
  public SortedMap<Integer, Buffer> outputs() {
    SortedMap<Integer, @Nullable Buffer> result = new TreeMap<>(untouched);
    for (Output output : outputs) {
      result.put(output.index(), output.memory().toBuffer(output.type(), output.whole()));
    }
    return result;
  }
}
