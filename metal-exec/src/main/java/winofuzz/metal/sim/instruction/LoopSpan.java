package winofuzz.metal.sim.instruction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop while it is lowered. A register that is defined before the loop and used within must keep
 * its slot until the loop ends, because the next round uses it again.
 */
final class LoopSpan {

  private final @Nullable LoopSpan parent;
  private final List<Register> lasting = new ArrayList<>();

  LoopSpan(@Nullable LoopSpan parent) {
    this.parent = parent;
  }

  /** Notes a use, inside this loop, of a register that may come from outside. */
  void use(Register register) {
    LoopSpan at = this;
    while (at != register.loop()) {
      LoopSpan outer = at.parent;
      if (outer == null) {
        return;
      }
      if (outer == register.loop()) {
        at.lasting.add(register);
        return;
      }
      at = outer;
    }
  }

  void end(int position) {
    for (Register register : lasting) {
      register.touch(position);
    }
  }
}
