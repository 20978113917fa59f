package winofuzz.metal.sim;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Linear scan: registers whose spans do not meet share a slot. */
final class SlotAllocator {

  private final Map<Bank, Integer> slots = new EnumMap<>(Bank.class);

  SlotAllocator() {
    for (Bank bank : Bank.values()) {
      slots.put(bank, 0);
    }
  }

  /** Whether any instruction will look for the register's array. */
  static boolean isNeeded(Register register) {
    return register.isRead() || !register.isFlag();
  }

  void assign(List<Register> registers) {
    for (Bank bank : Bank.values()) {
      List<Register> ordered =
          registers.stream()
              .filter(r -> r.bank() == bank && r.isTouched() && isNeeded(r))
              .sorted(Comparator.comparingInt(Register::first))
              .toList();
      scan(ordered);
    }
  }

  private void scan(List<Register> ordered) {
    Deque<Integer> free = new ArrayDeque<>();
    PriorityQueue<Register> live = new PriorityQueue<>(Comparator.comparingInt(Register::last));
    for (Register register : ordered) {
      while (!live.isEmpty() && live.element().last() < register.first()) {
        free.push(live.remove().slot());
      }
      if (free.isEmpty()) {
        assignForever(register);
      } else {
        register.place(free.pop());
      }
      live.add(register);
    }
  }

  /** Gives a register a slot that no other will have. */
  void assignForever(Register register) {
    register.place(slots.merge(register.bank(), 1, Integer::sum) - 1);
  }

  Layout layout(int levels, List<ConstantRegister> constants) {
    return new Layout(
        slots.getOrDefault(Bank.FLOAT, 0),
        slots.getOrDefault(Bank.INT, 0),
        slots.getOrDefault(Bank.LONG, 0),
        levels,
        constants);
  }
}
