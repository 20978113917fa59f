package winofuzz.metal.sim.instruction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import winofuzz.metal.sim.lanes.Bank;

/** Linear scan: registers whose spans do not meet share a slot. */
final class SlotAllocator {

  private int uniforms;
  private final Map<Bank, Integer> slots = new EnumMap<>(Bank.class);

  SlotAllocator() {
    for (Bank bank : Bank.values()) {
      slots.put(bank, 0);
    }
  }

  /** Returns whether any instruction will look for the register's array. */
  static boolean isNeeded(Register register) {
    return register.isRead() || !register.isFlag();
  }

  void assign(List<Register> registers) {
    Map<Bank, List<Register>> scanned = new EnumMap<>(Bank.class);
    for (Register register : registers) {
      if (register.canBeUniform()) {
        assignForever(register);
      } else if (register.isTouched() && isNeeded(register)) {
        scanned.computeIfAbsent(register.bank(), _ -> new ArrayList<>()).add(register);
      }
    }
    scanned.values().forEach(this::scan);
  }

  private void scan(List<Register> registers) {
    Register[] starting = ordered(registers, Register::first);
    Register[] ending = ordered(registers, Register::last);
    Deque<Integer> free = new ArrayDeque<>();
    int ended = 0;
    for (Register register : starting) {
      while (ending[ended].last() < register.first()) {
        free.push(ending[ended++].slot());
      }
      if (free.isEmpty()) {
        assignForever(register);
      } else {
        register.place(free.pop());
      }
    }
  }

  /** Returns registers in the order of a position, then as they are given. */
  private static Register[] ordered(List<Register> registers, ToIntFunction<Register> positionOf) {
    long[] order = new long[registers.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = (long) positionOf.applyAsInt(registers.get(i)) << Integer.SIZE | i;
    }
    Arrays.sort(order);
    return Arrays.stream(order).mapToObj(at -> registers.get((int) at)).toArray(Register[]::new);
  }

  /** Gives a register a slot that no other will have. */
  void assignForever(Register register) {
    if (register.canBeUniform()) {
      register.placeUniform(uniforms++);
    } else {
      register.place(slots.merge(register.bank(), 1, Integer::sum) - 1);
    }
  }

  Layout layout(int levels, List<ConstantRegister> constants) {
    return new Layout(
        slots.getOrDefault(Bank.FLOAT, 0),
        slots.getOrDefault(Bank.INT, 0),
        slots.getOrDefault(Bank.LONG, 0),
        uniforms,
        levels,
        constants);
  }
}
