package winofuzz.metal.sim.lower;

import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.instruction.LocalArray;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.memory.MemorySlot;

/**
 * A pointer while it is lowered. Its memory is known; its index in it, in scalars, is a register
 * plus a constant.
 */
sealed interface Pointer {

  /**
   * Into a buffer or threadgroup memory.
   *
   * @param viewed the scalar type that the index counts
   */
  record ToMemory(MemorySlot slot, ScalarType viewed, Register index, int displacement)
      implements Pointer {}

  /** Into a local array. */
  record ToArray(LocalArray array, Regions.Region region, Register index, int displacement)
      implements Pointer {}

  /** At a local variable. */
  record ToPlace(Place place) implements Pointer {}
}
