package winofuzz.metal.sim.instruction;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    registers.stream().filter(Register::canBeUniform).forEach(this::assignForever);
    for (Bank bank : Bank.values()) {
      Register[] starting =
          registers.stream()
              .filter(r -> r.bank() == bank && r.isTouched() && isNeeded(r) && !r.isUniform())
              .toArray(Register[]::new);
      scan(starting);
    }
  }

  private void scan(Register[] starting) {
    Register[] ending = starting.clone();
    Arrays.sort(starting, Comparator.comparingInt(Register::first));
    Arrays.sort(ending, Comparator.comparingInt(Register::last));
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
