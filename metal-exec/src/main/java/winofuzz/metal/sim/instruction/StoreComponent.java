package winofuzz.metal.sim.instruction;

import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.memory.BoundMemory;

/**
 * Writes one component of a vector in memory for each lane whose component the vector has.
 *
 * @param viewed the type it is written as
 * @param index of the vector's first component, in scalars of that type
 * @param displacement added to the index
 * @param components how many the vector has
 */
public record StoreComponent(
    Register value,
    int slot,
    ScalarType viewed,
    Register index,
    int displacement,
    Register component,
    int components,
    int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    BoundMemory memory = frame.memory(slot);
    Store.raiseDegree(value, frame, memory);
    int[] at = frame.ints(index);
    int[] parts = frame.ints(component);
    int[] mask = frame.mask();
    for (int i = 0; i < frame.lanes(); i++) {
      if (mask[i] != 0 && parts[i] >= 0 && parts[i] < components) {
        memory.writeComponent(
            frame.batch(),
            i,
            (long) at[i] + displacement,
            parts[i],
            components,
            viewed,
            Store.bits(value, viewed, frame, i),
            line);
      }
    }
  }
}
