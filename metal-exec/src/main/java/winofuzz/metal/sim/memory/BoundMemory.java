package winofuzz.metal.sim.memory;

import org.jspecify.annotations.Nullable;
import winofuzz.metal.Violation;
import winofuzz.metal.msl.MetalAddressSpace;
import winofuzz.metal.msl.ScalarType;

/**
 * A {@link MemorySlot} with contents: what the loads and stores of one run work on. Threadgroup
 * memory holds one part for each threadgroup of the batch, side by side.
 */
public final class BoundMemory {

  /** An index that is beyond every memory and whose address is still a long. */
  private static final long FARTHEST = 1L << 59;

  private final MemorySlot slot;
  private final Storage storage;
  private final int length;
  private final boolean readOnly;
  private final @Nullable WriteTracker writes;
  private final @Nullable RaceTracker races;

  /**
   * Bound memory.
   *
   * @param length units of one threadgroup's part, or of the whole buffer
   * @param readOnly whether the launch gives it to be read only
   */
  BoundMemory(
      MemorySlot slot,
      Storage storage,
      int length,
      boolean readOnly,
      @Nullable WriteTracker writes,
      @Nullable RaceTracker races) {
    this.slot = slot;
    this.storage = storage;
    this.length = length;
    this.readOnly = readOnly;
    this.writes = writes;
    this.races = races;
  }

  public MemorySlot slot() {
    return slot;
  }

  public Storage storage() {
    return storage;
  }

  public int length() {
    return length;
  }

  @Nullable WriteTracker writes() {
    return writes;
  }

  /** Returns whether parts of the grid may use it at once: no part can see what another does. */
  public boolean isSeparable() {
    return races == null && !(slot.isLoaded() && slot.isStored());
  }

  /** Returns the same memory for one part of the grid, with a tracker of its own. */
  public BoundMemory forPart() {
    return writes == null
        ? this
        : new BoundMemory(slot, storage, length, readOnly, writes.fresh(), races);
  }

  /** Takes over what a part's tracker saw; returns false if two parts wrote what only one may. */
  public boolean merge(BoundMemory part) {
    return writes == null || part.writes == null || writes.merge(part.writes);
  }

  public boolean isPlainForReads() {
    return writes == null && races == null && slot.space() != MetalAddressSpace.THREADGROUP;
  }

  public boolean isPlainForWrites() {
    return isPlainForReads() && !readOnly;
  }

  public Violation.Place place(long unit) {
    int buffer = slot.space() == MetalAddressSpace.THREADGROUP ? -1 : slot.argument();
    return new Violation.Place(slot.name(), buffer, unit, length);
  }

  /**
   * Returns the unit of the storage that a lane reads at an index, or -1 if it may not. Checks and
   * notes the read.
   *
   * @param index in units of the viewed type
   */
  public int readable(Batch batch, int lane, long index, ScalarType viewed, int line) {
    long unit = unit(index, viewed);
    int units = Math.max(1, viewed.bytes() / storage.unitBytes());
    if (unit < 0 || unit + units > length) {
      batch.report(Violation.Kind.READ_OUT_OF_BOUNDS, line, lane, place(unit));
      return -1;
    }
    int address = base(batch, lane) + (int) unit;
    for (int i = 0; i < units; i++) {
      noteRead(batch, lane, address + i, unit + i, line);
    }
    return address;
  }

  private void noteRead(Batch batch, int lane, int address, long unit, int line) {
    if (writes != null && !writes.isWritten(address)) {
      batch.report(Violation.Kind.UNWRITTEN_READ, line, lane, place(unit));
    }
    if (races != null) {
      Violation.Kind race =
          races.read(
              address,
              batch.thread(lane),
              batch.epoch(slot.space(), lane),
              batch.simdgroupEpoch(lane));
      if (race != null) {
        batch.report(race, line, lane, place(unit));
      }
    }
  }

  /** Returns the unit of the storage that a lane writes at an index, or -1 if it may not. */
  public int writable(Batch batch, int lane, long index, ScalarType viewed, int line) {
    long unit = unit(index, viewed);
    int units = Math.max(1, viewed.bytes() / storage.unitBytes());
    if (unit < 0 || unit + units > length) {
      batch.report(Violation.Kind.WRITE_OUT_OF_BOUNDS, line, lane, place(unit));
      return -1;
    }
    if (readOnly) {
      batch.report(Violation.Kind.WRITE_TO_INPUT, line, lane, place(unit));
      return -1;
    }
    int address = base(batch, lane) + (int) unit;
    for (int i = 0; i < units; i++) {
      noteWrite(batch, lane, address + i, unit + i, line);
    }
    return address;
  }

  private void noteWrite(Batch batch, int lane, int address, long unit, int line) {
    if (writes != null && !writes.write(address)) {
      batch.report(Violation.Kind.SECOND_WRITE, line, lane, place(unit));
    }
    if (races != null) {
      Violation.Kind race =
          races.write(
              address,
              batch.thread(lane),
              batch.epoch(slot.space(), lane),
              batch.simdgroupEpoch(lane));
      if (race != null) {
        batch.report(race, line, lane, place(unit));
      }
    }
  }

  /**
   * Returns the unit of the storage that a lane updates atomically, or -1 if it may not. That is
   * neither a race nor a second write.
   */
  public int atomic(
      Batch batch, int lane, long index, ScalarType viewed, boolean stores, int line) {
    long unit = unit(index, viewed);
    if (unit < 0 || unit >= length) {
      Violation.Kind kind =
          stores ? Violation.Kind.WRITE_OUT_OF_BOUNDS : Violation.Kind.READ_OUT_OF_BOUNDS;
      batch.report(kind, line, lane, place(unit));
      return -1;
    }
    if (stores && readOnly) {
      batch.report(Violation.Kind.WRITE_TO_INPUT, line, lane, place(unit));
      return -1;
    }
    int address = base(batch, lane) + (int) unit;
    if (stores && writes != null) {
      writes.update(address);
    }
    return address;
  }

  /** Returns the storage unit in which an element of a viewed type begins. */
  private long unit(long index, ScalarType viewed) {
    if (viewed.bytes() == storage.unitBytes()) {
      return index;
    }
    long bounded = Math.clamp(index, -FARTHEST, FARTHEST);
    return Math.floorDiv(bounded * viewed.bytes(), storage.unitBytes());
  }

  private int base(Batch batch, int lane) {
    return slot.space() == MetalAddressSpace.THREADGROUP ? lane / batch.threads() * length : 0;
  }

  /** Returns the bits of a viewed element that begins in a unit, which {@link #readable} gave. */
  public long load(int address, long index, ScalarType viewed) {
    int unitBytes = storage.unitBytes();
    if (viewed.bytes() == unitBytes) {
      return storage.bits(address);
    }
    if (viewed.bytes() < unitBytes) {
      int shift = Math.floorMod(index * viewed.bytes(), unitBytes) * 8;
      return storage.bits(address) >>> shift & lowBits(viewed.bytes());
    }
    long bits = 0;
    for (int i = viewed.bytes() / unitBytes - 1; i >= 0; i--) {
      bits = bits << (8 * unitBytes) | storage.bits(address + i);
    }
    return bits;
  }

  /** Writes a viewed element that begins in a unit, which {@link #writable} gave. */
  public void store(int address, long index, ScalarType viewed, long bits) {
    int unitBytes = storage.unitBytes();
    if (viewed.bytes() == unitBytes) {
      storage.setBits(address, bits);
    } else if (viewed.bytes() < unitBytes) {
      int shift = Math.floorMod(index * viewed.bytes(), unitBytes) * 8;
      long field = lowBits(viewed.bytes()) << shift;
      storage.setBits(address, (storage.bits(address) & ~field) | (bits << shift & field));
    } else {
      for (int i = 0; i < viewed.bytes() / unitBytes; i++) {
        storage.setBits(address + i, bits >>> (8 * unitBytes * i));
      }
    }
  }

  private static long lowBits(int bytes) {
    return bytes == 8 ? -1 : (1L << (8 * bytes)) - 1;
  }
}
