package winofuzz.metal.sim.instruction;

import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.Addresses;
import winofuzz.metal.sim.lanes.Bits;
import winofuzz.metal.sim.memory.BoundMemory;
import winofuzz.metal.sim.memory.Storage;

/**
 * Reads one scalar from memory for each lane.
 *
 * @param viewed the type it is read as
 * @param index in scalars of that type
 * @param displacement added to the index
 */
public record Load(
    Register result, int slot, ScalarType viewed, Register index, int displacement, int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    BoundMemory memory = frame.memory(slot);
    if (result.isUniform()) {
      frame.setUniform(result, uniform(frame, memory));
      return;
    }
    if (memory.isPlainForReads()) {
      if (viewed == ScalarType.FLOAT && memory.storage() instanceof Storage.OfFloats storage) {
        gather(frame, memory, storage.values());
        return;
      }
      if (viewed == ScalarType.FIELD && memory.storage() instanceof Storage.OfLongs storage) {
        gather(frame, memory, storage.values());
        frame.setDegree(result, memory.degree());
        return;
      }
      boolean isNarrow = viewed == ScalarType.HALF || viewed == ScalarType.BFLOAT;
      if (isNarrow && memory.storage() instanceof Storage.OfShorts storage) {
        gather(frame, memory, storage.values());
        return;
      }
      if (viewed == ScalarType.INT && memory.storage() instanceof Storage.OfInts storage) {
        gather(frame, memory, storage.values());
        return;
      }
    }
    switch (result.bank()) {
      case FLOAT -> checkedFloats(frame, memory);
      case INT -> checkedInts(frame, memory);
      case LONG -> checkedLongs(frame, memory);
    }
  }

  /** Returns what all lanes read at a constant index. */
  private float uniform(Frame frame, BoundMemory memory) {
    long unit = index.constantBits() + displacement;
    if (memory.isPlainForReads()
        && viewed == ScalarType.FLOAT
        && memory.storage() instanceof Storage.OfFloats storage
        && unit >= 0
        && unit < storage.values().length) {
      return storage.values()[(int) unit];
    }
    float value = 0;
    for (int i = 0; i < frame.lanes(); i++) {
      if (frame.mask()[i] != 0) {
        value = Bits.decodeFloat(viewed, checked(frame, memory, i));
      }
    }
    return value;
  }

  private void gather(Frame frame, BoundMemory memory, float[] values) {
    float[] d = frame.floats(result);
    int[] at = frame.ints(index);
    int n = frame.lanes();
    if (frame.isFull() && Addresses.allWithin(at, displacement, values.length, n)) {
      for (int i = 0; i < n; i++) {
        d[i] = values[at[i] + displacement];
      }
      return;
    }
    int[] mask = frame.mask();
    for (int i = 0; i < n; i++) {
      float value = 0;
      if (mask[i] != 0) {
        long unit = (long) at[i] + displacement;
        value = unit >= 0 && unit < values.length ? values[(int) unit] : outside(frame, memory, i);
      }
      d[i] = value;
    }
  }

  /** Gathers numbers of the types that have two bytes. */
  private void gather(Frame frame, BoundMemory memory, short[] values) {
    float[] d = frame.floats(result);
    int[] at = frame.ints(index);
    int n = frame.lanes();
    if (frame.isFull() && Addresses.allWithin(at, displacement, values.length, n)) {
      for (int i = 0; i < n; i++) {
        d[i] = Bits.decodeFloat(viewed, values[at[i] + displacement]);
      }
      return;
    }
    int[] mask = frame.mask();
    for (int i = 0; i < n; i++) {
      float value = 0;
      if (mask[i] != 0) {
        long unit = (long) at[i] + displacement;
        value =
            unit >= 0 && unit < values.length
                ? Bits.decodeFloat(viewed, values[(int) unit])
                : outside(frame, memory, i);
      }
      d[i] = value;
    }
  }

  private void gather(Frame frame, BoundMemory memory, int[] values) {
    int[] d = frame.ints(result);
    int[] at = frame.ints(index);
    int n = frame.lanes();
    if (frame.isFull() && Addresses.allWithin(at, displacement, values.length, n)) {
      for (int i = 0; i < n; i++) {
        d[i] = values[at[i] + displacement];
      }
      return;
    }
    int[] mask = frame.mask();
    for (int i = 0; i < n; i++) {
      int value = 0;
      if (mask[i] != 0) {
        long unit = (long) at[i] + displacement;
        value = unit >= 0 && unit < values.length ? values[(int) unit] : outside(frame, memory, i);
      }
      d[i] = value;
    }
  }

  private void gather(Frame frame, BoundMemory memory, long[] values) {
    long[] d = frame.longs(result);
    int[] at = frame.ints(index);
    int n = frame.lanes();
    if (frame.isFull() && Addresses.allWithin(at, displacement, values.length, n)) {
      for (int i = 0; i < n; i++) {
        d[i] = values[at[i] + displacement];
      }
      return;
    }
    int[] mask = frame.mask();
    for (int i = 0; i < n; i++) {
      long value = 0;
      if (mask[i] != 0) {
        long unit = (long) at[i] + displacement;
        value = unit >= 0 && unit < values.length ? values[(int) unit] : outside(frame, memory, i);
      }
      d[i] = value;
    }
  }

  /** Reports a lane's read out of bounds, which reads zero. */
  private int outside(Frame frame, BoundMemory memory, int lane) {
    memory.readable(frame.batch(), lane, frame.index(index, lane) + displacement, viewed, line);
    return 0;
  }

  private void checkedFloats(Frame frame, BoundMemory memory) {
    float[] d = frame.floats(result);
    for (int i = 0; i < frame.lanes(); i++) {
      d[i] = Bits.decodeFloat(viewed, checked(frame, memory, i));
    }
  }

  private void checkedInts(Frame frame, BoundMemory memory) {
    int[] d = frame.ints(result);
    for (int i = 0; i < frame.lanes(); i++) {
      d[i] = Bits.decodeInt(viewed, checked(frame, memory, i));
    }
  }

  private void checkedLongs(Frame frame, BoundMemory memory) {
    long[] d = frame.longs(result);
    for (int i = 0; i < frame.lanes(); i++) {
      d[i] = checked(frame, memory, i);
    }
    frame.setDegree(result, memory.degree());
  }

  private long checked(Frame frame, BoundMemory memory, int lane) {
    if (frame.mask()[lane] == 0) {
      return 0;
    }
    long at = frame.index(index, lane) + displacement;
    int address = memory.readable(frame.batch(), lane, at, viewed, line);
    return address < 0 ? 0 : memory.load(address, viewed);
  }
}
