package winofuzz.metal.sim.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.MemoryPart;
import winofuzz.metal.msl.ScalarType;

/** Storage that several arguments of a launch are parts of, and at least one of them is written. */
final class SharedStorage {

  /** A slot whose argument is part of a memory. */
  record Part(MemorySlot slot, BufferArgument argument) {
    private MemoryPart place() {
      return Objects.requireNonNull(argument.part());
    }

    private long end() {
      return place().offset() + bytes();
    }

    private int bytes() {
      return argument.contents().length() * argument.contents().type().bytes();
    }
  }

  private final long start;
  private final Storage storage;
  private final @Nullable WriteTracker writes;
  private final @Nullable RaceTracker races;

  /**
   * Storage of parts that overlap.
   *
   * @param threads how many a threadgroup has, or 0 if races are not watched
   * @param watched whether reads of what nothing wrote are
   */
  private SharedStorage(List<Part> parts, int threads, boolean watched) {
    this.start = parts.getFirst().place().offset();
    int unitBytes = unitBytes(parts);
    long end = parts.stream().mapToLong(Part::end).max().orElseThrow();
    int units = Math.toIntExact(Math.ceilDiv(end - start, unitBytes));
    byte[] bytes = new byte[Math.multiplyExact(units, unitBytes)];
    BitSet unwritten = new BitSet();
    for (Part part : parts) {
      int at = Math.toIntExact(part.place().offset() - start);
      part.argument().contents().view().get(bytes, at, part.bytes());
      part.argument().contents().unwritten().stream().forEach(b -> unwritten.set(at + b));
    }
    boolean floats =
        unitBytes == Float.BYTES
            && parts.stream().allMatch(p -> p.slot().scalar() == ScalarType.FLOAT);
    this.storage = Storage.allocate(unitBytes, floats, units);
    storage.copyFrom(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    this.writes =
        unwritten.isEmpty() || !watched ? null : WriteTracker.given(units, unitBytes, unwritten);
    this.races = threads == 0 ? null : new RaceTracker(units, threads);
  }

  private static int unitBytes(List<Part> parts) {
    int unit = Long.BYTES;
    for (Part part : parts) {
      unit = Math.min(unit, part.slot().unitBytes());
      long from = part.place().offset() - parts.getFirst().place().offset();
      while (from % unit != 0) {
        unit /= 2;
      }
    }
    return unit;
  }

  /**
   * Returns the storage of each slot that shares one, by slot index.
   *
   * @param parts slots whose arguments are parts of memories
   */
  static Map<Integer, SharedStorage> of(List<Part> parts, int threads, boolean watched) {
    List<Part> sorted = new ArrayList<>(parts);
    sorted.sort(
        Comparator.comparingInt((Part p) -> p.place().memory())
            .thenComparingLong(p -> p.place().offset()));
    Map<Integer, SharedStorage> result = new HashMap<>();
    int first = 0;
    while (first < sorted.size()) {
      int next = first + 1;
      long end = sorted.get(first).end();
      while (next < sorted.size()
          && sorted.get(next).place().memory() == sorted.get(first).place().memory()
          && sorted.get(next).place().offset() < end) {
        end = Math.max(end, sorted.get(next).end());
        next++;
      }
      List<Part> overlapping = sorted.subList(first, next);
      if (overlapping.size() > 1 && overlapping.stream().anyMatch(p -> p.slot().isStored())) {
        SharedStorage shared = new SharedStorage(overlapping, threads, watched);
        overlapping.forEach(p -> result.put(p.slot().index(), shared));
      }
      first = next;
    }
    return result;
  }

  /** Returns the memory behind a slot. */
  BoundMemory bind(Part part, boolean readOnly) {
    int unitBytes = storage.unitBytes();
    return new BoundMemory(
        part.slot(),
        storage,
        Math.toIntExact((part.place().offset() - start) / unitBytes),
        true,
        part.bytes() / unitBytes,
        readOnly,
        writes,
        races);
  }
}
