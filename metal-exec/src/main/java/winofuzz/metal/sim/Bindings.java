package winofuzz.metal.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.BadInputException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.BufferRole;
import winofuzz.metal.Check;
import winofuzz.metal.ElementType;
import winofuzz.metal.Violation;
import winofuzz.metal.msl.AddressSpace;
import winofuzz.metal.msl.ScalarType;

/** The memory of one run: the launch's buffers behind the kernel's slots. */
final class Bindings {

  /** A buffer that the kernel may write. */
  private record Output(int index, ElementType type, BoundMemory memory) {}

  private final LoweredKernel kernel;
  private final SimOptions options;
  private final int threads;
  private final Map<Integer, BoundMemory> fixed = new HashMap<>();
  private final List<Output> outputs = new ArrayList<>();
  private final SortedMap<Integer, Buffer> untouched = new TreeMap<>();

  /**
   * Binds the arguments of a launch.
   *
   * @param threads how many a threadgroup has
   * @throws BadInputException if they do not fit the kernel
   */
  Bindings(LoweredKernel kernel, List<BufferArgument> arguments, SimOptions options, int threads) {
    this.kernel = kernel;
    this.options = options;
    this.threads = threads;
    Map<Integer, BufferArgument> byIndex = new HashMap<>();
    for (BufferArgument argument : arguments) {
      if (byIndex.put(argument.index(), argument) != null) {
        throw new BadInputException(
            "kernel %s: buffer %d is given twice".formatted(kernel.name(), argument.index()));
      }
    }
    for (MemorySlot slot : kernel.memories()) {
      bind(slot, byIndex);
    }
    for (BufferArgument argument : byIndex.values()) {
      if (argument.role() != BufferRole.IN) {
        untouched.put(argument.index(), argument.contents());
      }
    }
  }

  private void bind(MemorySlot slot, Map<Integer, BufferArgument> arguments) {
    if (slot.space() == AddressSpace.THREADGROUP) {
      if (slot.length() == MemorySlot.LENGTH_OF_LAUNCH) {
        throw new BadInputException(
            "kernel %s, line %d: threadgroup argument '%s' needs a length, which launches do not give"
                .formatted(kernel.name(), slot.line(), slot.name()));
      }
      return;
    }
    if (slot.argument() < 0) {
      return;
    }
    BufferArgument argument = arguments.remove(slot.argument());
    if (argument == null) {
      throw new BadInputException(
          "kernel %s: expected a buffer %d for '%s', none is given"
              .formatted(kernel.name(), slot.argument(), slot.name()));
    }
    checkType(slot, argument);
    fixed.put(slot.index(), bound(slot, argument));
  }

  private void checkType(MemorySlot slot, BufferArgument argument) {
    ElementType given = argument.contents().type();
    if (given.bytes() != slot.scalar().bytes()) {
      throw new BadInputException(
          "kernel %s: buffer %d ('%s') holds %s, expected elements of type %s"
              .formatted(
                  kernel.name(),
                  slot.argument(),
                  slot.name(),
                  given.spelling(),
                  slot.scalar().spelling()));
    }
  }

  private BoundMemory bound(MemorySlot slot, BufferArgument argument) {
    int length = argument.contents().length();
    Storage storage =
        Storage.allocate(slot.scalar().bytes(), slot.scalar() == ScalarType.FLOAT, length);
    boolean out = argument.role() == BufferRole.OUT;
    if (!out) {
      storage.copyFrom(argument.contents().view());
    }
    boolean once = out && watches(Check.WRITE_ONCE);
    boolean trackWrites = once || (out && slot.isLoaded() && watches(Check.UNWRITTEN_READ));
    boolean races = slot.isStored() && watches(Check.RACE) && (slot.isLoaded() || !once);
    BoundMemory memory =
        new BoundMemory(
            slot,
            storage,
            length,
            argument.role() == BufferRole.IN,
            trackWrites ? new WriteTracker(length, once) : null,
            races ? new RaceTracker(length, threads) : null);
    if (argument.role() != BufferRole.IN) {
      outputs.add(new Output(argument.index(), argument.contents().type(), memory));
    }
    return memory;
  }

  private boolean watches(Check check) {
    return options.checks().contains(check);
  }

  /** The memory of a batch: the launch's, and fresh threadgroup memory. */
  BoundMemory[] forBatch(int groups) {
    BoundMemory[] memories = new BoundMemory[kernel.memories().size()];
    for (MemorySlot slot : kernel.memories()) {
      BoundMemory known = fixed.get(slot.index());
      memories[slot.index()] = known == null ? fresh(slot, groups) : known;
    }
    return memories;
  }

  private BoundMemory fresh(MemorySlot slot, int groups) {
    LoweredKernel.ConstantTable table =
        kernel.tables().stream().filter(t -> t.slot() == slot.index()).findFirst().orElse(null);
    int parts = table == null ? groups : 1;
    int total = Math.multiplyExact(slot.length(), parts);
    Storage storage =
        Storage.allocate(slot.scalar().bytes(), slot.scalar() == ScalarType.FLOAT, total);
    if (table != null) {
      for (int i = 0; i < slot.length(); i++) {
        storage.setBits(i, table.bits().get(i));
      }
      return new BoundMemory(slot, storage, slot.length(), true, null, null);
    }
    return new BoundMemory(
        slot,
        storage,
        slot.length(),
        false,
        watches(Check.UNWRITTEN_READ) ? new WriteTracker(total, false) : null,
        watches(Check.RACE) ? new RaceTracker(total, threads) : null);
  }

  /** Bytes of threadgroup memory that a threadgroup takes. */
  long threadgroupBytes() {
    return kernel.memories().stream()
        .filter(s -> s.space() == AddressSpace.THREADGROUP)
        .mapToLong(s -> (long) s.length() * s.scalar().bytes())
        .sum();
  }

  /** Reports every element of an out buffer that nothing wrote. */
  void reportUnwritten(ViolationLog log) {
    for (Output output : outputs) {
      WriteTracker writes = output.memory().writes();
      if (writes != null && writes.isOnce()) {
        for (int i = 0; i < output.memory().length(); i++) {
          if (!writes.isWritten(i)) {
            log.report(Violation.Kind.NEVER_WRITTEN, 0, 0, 0, output.memory().place(i));
          }
        }
      }
    }
  }

  /** What the buffers that may be written hold now. */
  SortedMap<Integer, Buffer> outputs() {
    SortedMap<Integer, @Nullable Buffer> result = new TreeMap<>(untouched);
    for (Output output : outputs) {
      result.put(output.index(), output.memory().storage().toBuffer(output.type()));
    }
    return result;
  }
}
