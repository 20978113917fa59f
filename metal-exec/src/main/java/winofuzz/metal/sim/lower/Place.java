package winofuzz.metal.sim.lower;

import java.util.List;
import winofuzz.metal.msl.Type;
import winofuzz.metal.sim.instruction.Register;

/** A place while it is lowered: where a value is read from and written to. */
sealed interface Place {

  /**
   * A local variable.
   *
   * @param written for each register whether a lane has written it; empty when it always is
   * @param region where it is declared
   */
  record Local(
      String name,
      Type type,
      List<Register> registers,
      List<Register> written,
      Regions.Region region)
      implements Place {}

  /** What a pointer points to. */
  record Pointed(Pointer pointer, Type type) implements Place {}

  /** Some components of a vector or thread elements of a matrix. */
  record Components(Place whole, List<Integer> components) implements Place {}

  /** One component of a vector or matrix, by a computed number. */
  record ComputedComponent(Place whole, int count, Register index) implements Place {}
}
