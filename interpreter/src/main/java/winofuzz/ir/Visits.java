package winofuzz.ir;

import java.util.Arrays;

/** How far a walk has come with each node. */
final class Visits {
  /** The state of a node that the walk has not met. */
  static final byte NEW = 0;

  private final NodeNumbers numbers = new NodeNumbers();
  private byte[] states = new byte[16];

  byte state(UOp node) {
    int number = numbers.find(node);
    return number < 0 ? NEW : states[number];
  }

  void set(UOp node, byte state) {
    int number = numbers.add(node);
    if (number == states.length) {
      states = Arrays.copyOf(states, number * 2);
    }
    states[number] = state;
  }
}
