package winofuzz.metal.sim.instruction;

import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.Addresses;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.Bits;
import winofuzz.metal.sim.memory.BoundMemory;
import winofuzz.metal.sim.memory.Storage;

/**
 * Writes one scalar to memory for each lane.
 *
 * @param viewed the type it is written as
 * @param index in scalars of that type
 * @param displacement added to the index
 */
public record Store(
    Register value, int slot, ScalarType viewed, Register index, int displacement, int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    BoundMemory memory = frame.memory(slot);
    boolean plain =
        memory.isPlainForWrites()
            && viewed == ScalarType.FLOAT
            && memory.storage() instanceof Storage.OfFloats;
    if (plain && frame.isFull()) {
      float[] values = ((Storage.OfFloats) memory.storage()).values();
      int[] at = frame.ints(index);
      if (Addresses.allWithin(at, displacement, values.length, frame.lanes())) {
        scatter(frame.floats(value), at, values, frame.lanes());
        return;
      }
    }
    checked(frame, memory);
  }

  private void scatter(float[] from, int[] at, float[] values, int n) {
    for (int i = 0; i < n; i++) {
      values[at[i] + displacement] = from[i];
    }
  }

  private void checked(Frame frame, BoundMemory memory) {
    raiseDegree(value, frame, memory);
    int[] mask = frame.mask();
    for (int i = 0; i < frame.lanes(); i++) {
      if (mask[i] != 0) {
        long element = frame.index(index, i) + displacement;
        memory.write(frame.batch(), i, element, viewed, bits(value, viewed, frame, i), line);
      }
    }
  }

  /** Notes that memory gets values of a register's degree. */
  static void raiseDegree(Register value, Frame frame, BoundMemory memory) {
    if (value.bank() == Bank.LONG) {
      memory.raiseDegree(frame.degree(value));
    }
  }

  /** Returns the bits of a lane's value in memory. */
  static long bits(Register value, ScalarType viewed, Frame frame, int lane) {
    return switch (value.bank()) {
      case FLOAT -> Bits.encodeFloat(viewed, frame.floats(value)[lane]);
      case INT -> frame.ints(value)[lane];
      case LONG -> frame.longs(value)[lane];
    };
  }
}
