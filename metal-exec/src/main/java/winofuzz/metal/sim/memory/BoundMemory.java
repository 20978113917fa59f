package winofuzz.metal.sim.memory;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.AccessKind;
import winofuzz.metal.AccessListener;
import winofuzz.metal.Buffer;
import winofuzz.metal.ElementType;
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
  private final int unitBytes;
  private final int unitsOfScalar;
  private final int first;
  private final boolean shared;
  private final long length;
  private final boolean readOnly;
  private final @Nullable WriteTracker writes;
  private final @Nullable RaceTracker races;
  private final @Nullable AccessListener listener;
  private final @Nullable TouchedUnits touched;

  /** An upper bound of the degrees that its field elements have as polynomials of the inputs. */
  private int degree;

  /**
   * Bound memory that no other slot shares.
   *
   * @param length units of one threadgroup's part, or of the whole buffer; a unit has the bytes of
   *     the smallest scalar that the kernel accesses
   * @param readOnly whether the launch gives it to be read only
   */
  BoundMemory(
      MemorySlot slot,
      Storage storage,
      int length,
      boolean readOnly,
      @Nullable WriteTracker writes,
      @Nullable RaceTracker races) {
    this(slot, storage, 0, false, length, readOnly, writes, races, null, null);
  }

  /**
   * Bound memory.
   *
   * @param first unit of the storage with which it begins
   * @param shared whether other slots may see what is written to it
   */
  BoundMemory(
      MemorySlot slot,
      Storage storage,
      int first,
      boolean shared,
      int length,
      boolean readOnly,
      @Nullable WriteTracker writes,
      @Nullable RaceTracker races) {
    this(slot, storage, first, shared, length, readOnly, writes, races, null, null);
  }

  /**
   * Bound memory of which there is only what is touched.
   *
   * @param length units, of which there may be more than there is room for
   * @param writes null of memory that is read only
   */
  static BoundMemory sparse(
      MemorySlot slot, TouchedUnits touched, long length, @Nullable WriteTracker writes) {
    return new BoundMemory(
        slot, touched.storage(), 0, false, length, writes == null, writes, null, null, touched);
  }

  private BoundMemory(
      MemorySlot slot,
      Storage storage,
      int first,
      boolean shared,
      long length,
      boolean readOnly,
      @Nullable WriteTracker writes,
      @Nullable RaceTracker races,
      @Nullable AccessListener listener,
      @Nullable TouchedUnits touched) {
    this.slot = slot;
    this.storage = storage;
    this.unitBytes = storage.unitBytes();
    this.unitsOfScalar = slot.scalar().bytes() / unitBytes;
    this.first = first;
    this.shared = shared;
    this.length = length;
    this.readOnly = readOnly;
    this.writes = writes;
    this.races = races;
    this.listener = listener;
    this.touched = touched;
  }

  /** Returns the same memory, of which a listener is told every access. */
  BoundMemory heardBy(AccessListener other) {
    return new BoundMemory(
        slot, storage, first, shared, length, readOnly, writes, races, other, touched);
  }

  public MemorySlot slot() {
    return slot;
  }

  public Storage storage() {
    return storage;
  }

  /**
   * Returns an upper bound of the degrees that its field elements have had so far as polynomials of
   * the launch's inputs.
   */
  public int degree() {
    return degree;
  }

  /** Notes that it holds field elements of a degree. */
  public void raiseDegree(int found) {
    degree = Math.max(degree, found);
  }

  /** Returns how many units it has. */
  int length() {
    return (int) length;
  }

  @Nullable WriteTracker writes() {
    return writes;
  }

  /** Returns whether parts of the grid may use it at once: no part can see what another does. */
  public boolean isSeparable() {
    return races == null && listener == null && !shared && !(slot.isLoaded() && slot.isStored());
  }

  /** Returns the same memory for one part of the grid, with a tracker of its own. */
  public BoundMemory forPart() {
    return writes == null
        ? this
        : new BoundMemory(slot, storage, length(), readOnly, writes.fresh(), races);
  }

  /** Takes over what a part's tracker saw; returns false if two parts wrote what only one may. */
  public boolean merge(BoundMemory part) {
    return writes == null || part.writes == null || writes.merge(part.writes);
  }

  public boolean isPlainForReads() {
    return writes == null
        && races == null
        && listener == null
        && touched == null
        && !shared
        && slot.space() != MetalAddressSpace.THREADGROUP;
  }

  public boolean isPlainForWrites() {
    return isPlainForReads() && !readOnly;
  }

  /**
   * Returns what it holds now.
   *
   * @param whole whether what nothing wrote counts as written
   */
  Buffer toBuffer(ElementType type, boolean whole) {
    byte[] bytes = storage.toBytes();
    if (shared) {
      bytes = Arrays.copyOfRange(bytes, first * unitBytes, (first + length()) * unitBytes);
    }
    return whole || writes == null
        ? Buffer.ofBytes(type, bytes)
        : Buffer.ofBytes(type, bytes, unwritten(writes));
  }

  private BitSet unwritten(WriteTracker writes) {
    BitSet bytes = new BitSet();
    for (int i = 0; i < length; i++) {
      bytes.set(i * unitBytes, (i + 1) * unitBytes, !writes.isWritten(first + i));
    }
    return bytes;
  }

  /** Returns an element, in scalars of the declared type. */
  public Violation.Place place(long element) {
    int buffer = slot.space() == MetalAddressSpace.THREADGROUP ? -1 : slot.argument();
    return new Violation.Place(slot.name(), buffer, element, length / unitsOfScalar);
  }

  /** Returns the element that a unit is part of. */
  Violation.Place placeOfUnit(long unit) {
    return place(Math.floorDiv(unit, unitsOfScalar));
  }

  /**
   * Returns the unit of the storage that a lane reads at an index, or -1 if it may not. Checks and
   * notes the read.
   *
   * @param index in units of the viewed type
   */
  public int readable(Batch batch, int lane, long index, ScalarType viewed, int line) {
    long unit = unit(index, viewed);
    int units = units(viewed);
    if (unit < 0 || unit + units > length) {
      batch.report(Violation.Kind.READ_OUT_OF_BOUNDS, line, lane, placeOfUnit(unit));
      return -1;
    }
    tell(AccessKind.READ, batch, lane, index, viewed, line);
    int address = address(batch, lane, unit, units);
    for (int i = 0; i < units; i++) {
      noteRead(batch, lane, address + i, unit + i, line);
    }
    return address;
  }

  private void noteRead(Batch batch, int lane, int address, long unit, int line) {
    if (writes != null && !writes.isWritten(address)) {
      batch.report(Violation.Kind.UNWRITTEN_READ, line, lane, placeOfUnit(unit));
    }
    if (races != null) {
      report(
          batch,
          races.read(address, batch.thread(lane), batch.epoch(slot.space(), lane), line),
          line,
          lane,
          unit);
    }
  }

  private void report(
      Batch batch, RaceTracker.@Nullable Conflict conflict, int line, int lane, long unit) {
    if (conflict != null) {
      batch.report(conflict, line, lane, placeOfUnit(unit));
    }
  }

  /** Writes an element for a lane, if it may. Checks and notes the write. */
  public void write(Batch batch, int lane, long index, ScalarType viewed, long bits, int line) {
    long unit = unit(index, viewed);
    int units = units(viewed);
    if (mayWrite(batch, lane, unit, units, line)) {
      tell(AccessKind.WRITE, batch, lane, index, viewed, line);
      int address = address(batch, lane, unit, units);
      for (int i = 0; i < units; i++) {
        noteWrite(batch, lane, address + i, unit + i, line);
        if (races != null) {
          boolean equal = storage.bits(address + i) == bitsOfUnit(bits, i);
          report(
              batch,
              races.write(
                  address + i, batch.thread(lane), batch.epoch(slot.space(), lane), line, equal),
              line,
              lane,
              unit + i);
        }
      }
      store(address, viewed, bits);
    }
  }

  /**
   * Writes a component of a vector for a lane, if it may. Metal reads the whole vector and writes
   * it back with the component in its place.
   *
   * @param index of the vector's first component
   * @param components how many it has
   */
  public void writeComponent(
      Batch batch,
      int lane,
      long index,
      int component,
      int components,
      ScalarType viewed,
      long bits,
      int line) {
    long unit = unit(index + component, viewed);
    int units = units(viewed);
    if (mayWrite(batch, lane, unit, units, line)) {
      tell(AccessKind.WRITE, batch, lane, index + component, viewed, line);
      int address = address(batch, lane, unit, units);
      for (int i = 0; i < units; i++) {
        noteWrite(batch, lane, address + i, unit + i, line);
      }
      if (races != null) {
        rewrite(batch, lane, unit(index, viewed), components * units, line);
      }
      store(address, viewed, bits);
    }
  }

  /** Notes that a lane reads units and writes them back. Reports the first conflict. */
  private void rewrite(Batch batch, int lane, long first, int units, int line) {
    boolean reported = false;
    for (long unit = Math.max(0, first); unit < Math.min(first + units, length); unit++) {
      RaceTracker.Conflict conflict =
          Objects.requireNonNull(races)
              .rewrite(
                  address(batch, lane, unit, 1),
                  batch.thread(lane),
                  batch.epoch(slot.space(), lane),
                  line);
      if (!reported) {
        report(batch, conflict, line, lane, unit);
        reported = conflict != null;
      }
    }
  }

  private boolean mayWrite(Batch batch, int lane, long unit, int units, int line) {
    if (unit < 0 || unit + units > length) {
      batch.report(Violation.Kind.WRITE_OUT_OF_BOUNDS, line, lane, placeOfUnit(unit));
      return false;
    }
    if (readOnly) {
      batch.report(Violation.Kind.WRITE_TO_INPUT, line, lane, placeOfUnit(unit));
      return false;
    }
    return true;
  }

  private void noteWrite(Batch batch, int lane, int address, long unit, int line) {
    if (writes != null && !writes.write(address)) {
      batch.report(Violation.Kind.SECOND_WRITE, line, lane, placeOfUnit(unit));
    }
  }

  /** Returns the unit of the storage that a lane accesses atomically, or -1 if it may not. */
  public int atomic(
      Batch batch, int lane, long index, ScalarType viewed, AccessKind kind, int line) {
    long unit = unit(index, viewed);
    int units = units(viewed);
    if (kind == AccessKind.ATOMIC_LOAD) {
      if (unit < 0 || unit + units > length) {
        batch.report(Violation.Kind.READ_OUT_OF_BOUNDS, line, lane, placeOfUnit(unit));
        return -1;
      }
    } else if (!mayWrite(batch, lane, unit, units, line)) {
      return -1;
    }
    tell(kind, batch, lane, index, viewed, line);
    int address = address(batch, lane, unit, units);
    for (int i = 0; i < units; i++) {
      noteAtomic(batch, lane, address + i, unit + i, kind, line);
    }
    return address;
  }

  private void noteAtomic(
      Batch batch, int lane, int address, long unit, AccessKind kind, int line) {
    if (kind != AccessKind.ATOMIC_LOAD && writes != null) {
      writes.update(address);
    }
    if (races != null) {
      report(
          batch,
          races.atomic(kind, address, batch.thread(lane), batch.epoch(slot.space(), lane), line),
          line,
          lane,
          unit);
    }
  }

  private void tell(
      AccessKind kind, Batch batch, int lane, long index, ScalarType viewed, int line) {
    if (listener != null) {
      listener.accessed(
          kind,
          line,
          slot.argument(),
          index,
          viewed.bytes(),
          batch.firstGroup() + lane / batch.threads(),
          lane % batch.threads());
    }
  }

  private int units(ScalarType viewed) {
    int bytes = viewed.bytes();
    return bytes == unitBytes ? 1 : bytes / unitBytes;
  }

  /** Returns the storage unit in which an element of a viewed type begins. */
  private long unit(long index, ScalarType viewed) {
    int units = units(viewed);
    return units == 1 ? index : Math.clamp(index, -FARTHEST, FARTHEST) * units;
  }

  /** Returns the unit of the storage behind a unit, which others follow. */
  private int address(Batch batch, int lane, long unit, int units) {
    if (touched != null) {
      return touched.address(unit, units);
    }
    int base = slot.space() == MetalAddressSpace.THREADGROUP ? batch.group(lane) * length() : first;
    return base + (int) unit;
  }

  /** Returns the bits of what was written of memory of which there is only what is touched. */
  SortedMap<Long, Long> written() {
    return Objects.requireNonNull(touched).written(Objects.requireNonNull(writes), unitsOfScalar);
  }

  /** Returns the bits of a viewed element that begins in a unit, which {@link #readable} gave. */
  public long load(int address, ScalarType viewed) {
    int units = units(viewed);
    if (units == 1) {
      return storage.bits(address);
    }
    long bits = 0;
    for (int i = units - 1; i >= 0; i--) {
      bits = bits << (8 * unitBytes) | storage.bits(address + i);
    }
    return bits;
  }

  /** Sets the bits of a viewed element that begins in a unit, which {@link #atomic} gave. */
  public void store(int address, ScalarType viewed, long bits) {
    int units = units(viewed);
    if (units == 1) {
      storage.setBits(address, bits);
      return;
    }
    for (int i = 0; i < units; i++) {
      storage.setBits(address + i, bits >>> (8 * unitBytes * i));
    }
  }

  /** Returns the bits that one unit gets of those of an element. */
  private long bitsOfUnit(long bits, int unit) {
    int width = 8 * unitBytes;
    return width == Long.SIZE ? bits : bits >>> (width * unit) & ((1L << width) - 1);
  }
}
