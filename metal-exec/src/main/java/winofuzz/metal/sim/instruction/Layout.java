package winofuzz.metal.sim.instruction;

import java.util.List;
import winofuzz.metal.sim.lanes.Bank;

/**
 * The registers and masks that a frame must hold.
 *
 * @param uniforms the number of floats that are the same in all lanes
 * @param levels the depth to which control flow is nested
 */
public record Layout(
    int floatSlots,
    int intSlots,
    int longSlots,
    int uniforms,
    int levels,
    List<ConstantRegister> constants) {

  public int slots(Bank bank) {
    return switch (bank) {
      case FLOAT -> floatSlots;
      case INT -> intSlots;
      case LONG -> longSlots;
    };
  }

  /** Returns about how many bytes a frame takes for each lane. */
  public int bytesPerLane() {
    return 4 * (floatSlots + intSlots) + 8 * longSlots;
  }
}
