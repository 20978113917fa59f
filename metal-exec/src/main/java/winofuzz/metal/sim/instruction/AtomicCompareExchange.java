package winofuzz.metal.sim.instruction;

import winofuzz.metal.AccessKind;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.memory.BoundMemory;

/**
 * Writes one element of memory if it holds the bits that are expected, for one lane after the
 * other, from the lowest lane up.
 *
 * @param before the value that it held
 * @param exchanged whether it was written
 */
public record AtomicCompareExchange(
    ScalarType type,
    Register before,
    Register exchanged,
    int slot,
    Register index,
    int displacement,
    Register expected,
    Register desired,
    int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    BoundMemory memory = frame.memory(slot);
    int[] mask = frame.mask();
    for (int i = 0; i < frame.lanes(); i++) {
      if (mask[i] == 0) {
        continue;
      }
      long element = frame.index(index, i) + displacement;
      int address =
          memory.atomic(frame.batch(), i, element, type, AccessKind.ATOMIC_EXCHANGE, line);
      int found = address < 0 ? 0 : (int) memory.load(address, type);
      boolean same = found == bits(frame, expected, i);
      if (same && address >= 0) {
        memory.store(address, type, bits(frame, desired, i) & 0xffffffffL);
      }
      frame.ints(exchanged)[i] = same ? 1 : 0;
      if (type == ScalarType.FLOAT) {
        frame.floats(before)[i] = Float.intBitsToFloat(found);
      } else {
        frame.ints(before)[i] = found;
      }
    }
  }

  private int bits(Frame frame, Register register, int lane) {
    return type == ScalarType.FLOAT
        ? Float.floatToRawIntBits(frame.floats(register)[lane])
        : frame.ints(register)[lane];
  }
}
