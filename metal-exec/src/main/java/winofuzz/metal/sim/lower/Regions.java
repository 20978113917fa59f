package winofuzz.metal.sim.lower;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.sim.instruction.Register;

/**
 * The nested stretches of a kernel that run under one mask, while it is lowered, and the registers
 * that all lanes which reach the current position are known to have written.
 */
final class Regions {

  /** One stretch: a branch, a loop's rounds, a function's body. */
  static final class Region {
    private final @Nullable Region parent;
    private final Set<Register> assigned = new LinkedHashSet<>();

    private Region(@Nullable Region parent) {
      this.parent = parent;
    }
  }

  private final Map<Register, Region> assignedIn = new HashMap<>();
  private Region current = new Region(null);

  Region current() {
    return current;
  }

  Region enter() {
    current = new Region(current);
    return current;
  }

  void leave() {
    Region outer = current.parent;
    if (outer == null) {
      throw new AssertionError("left the outermost region");
    }
    current = outer;
  }

  /** Marks as assigned, after an if, what both of its branches have assigned. */
  void merge(Region left, Region right) {
    for (Register register : left.assigned) {
      if (right.assigned.contains(register)) {
        markAssigned(register);
      }
    }
  }

  void markAssigned(Register register) {
    if (!isAssigned(register)) {
      assignedIn.put(register, current);
    }
    current.assigned.add(register);
  }

  /** Marks a register as unassigned, because its declaration is passed again. */
  void markUnassigned(Register register) {
    assignedIn.remove(register);
  }

  boolean isAssigned(Register register) {
    Region where = assignedIn.get(register);
    for (Region at = current; at != null && where != null; at = at.parent) {
      if (at == where) {
        return true;
      }
    }
    return false;
  }
}
