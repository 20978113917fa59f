package winofuzz.metal.sim.instruction;

import java.util.List;
import winofuzz.metal.sim.lanes.Bank;

/**
 * What a frame must hold.
 *
 * @param uniforms floats that are one for all lanes
 * @param levels depth to which control flow is nested
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

  /** Bytes that a frame takes for each lane, about. */
  public int bytesPerLane() {
    return 4 * (floatSlots + intSlots) + 8 * longSlots;
  }
}
