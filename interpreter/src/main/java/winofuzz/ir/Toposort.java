package winofuzz.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** A walk over a graph, by a stack of its own because graphs are deep. */
final class Toposort {
  private static final byte NEW = 0;

  /** The walk is below the node, on the way to its operands. */
  private static final byte ENTERED = 1;

  /** The walk is back from the operands. */
  private static final byte LEFT = 2;

  private final NodeNumbers numbers = new NodeNumbers();
  private byte[] states = new byte[16];

  private Toposort() {}

  /** Returns the nodes reached through nodes that pass the gate, operands before users. */
  static List<UOp> of(UOp root, Predicate<UOp> gate) {
    return new Toposort().walk(root, gate);
  }

  private List<UOp> walk(UOp root, Predicate<UOp> gate) {
    List<UOp> result = new ArrayList<>();
    ArrayList<UOp> stack = new ArrayList<>();
    stack.add(root);
    while (!stack.isEmpty()) {
      UOp node = stack.removeLast();
      byte state = state(node);
      if (state == ENTERED) {
        set(node, LEFT);
        result.add(node);
      } else if (state == NEW && gate.test(node)) {
        set(node, ENTERED);
        stack.add(node);
        for (int i = node.arity() - 1; i >= 0; i--) {
          UOp operand = node.src(i);
          if (state(operand) == NEW) {
            stack.add(operand);
          }
        }
      }
    }
    return result;
  }

  private byte state(UOp node) {
    int number = numbers.find(node);
    return number < 0 ? NEW : states[number];
  }

  private void set(UOp node, byte state) {
    int number = numbers.add(node);
    if (number == states.length) {
      states = Arrays.copyOf(states, number * 2);
    }
    states[number] = state;
  }
}
