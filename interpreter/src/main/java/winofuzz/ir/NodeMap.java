package winofuzz.ir;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A map from nodes by identity, for walks over graphs by one thread. Nothing is ever removed. */
public final class NodeMap<V> {
  private final NodeNumbers numbers;
  private @Nullable Object[] values;

  /** Makes an empty map for few nodes. */
  public NodeMap() {
    this(16);
  }

  /** Makes an empty map with room for a number of nodes. */
  public NodeMap(int expected) {
    numbers = new NodeNumbers(expected);
    values = new Object[Math.max(1, expected)];
  }

  /** Returns the value of a node, or null if it has none. */
  @SuppressWarnings("unchecked") // only values are ever stored
  public @Nullable V get(UOp node) {
    int number = numbers.find(node);
    return number < 0 ? null : (V) values[number];
  }

  /** Gives a node a value, which replaces any it has. */
  public void put(UOp node, V value) {
    int number = numbers.add(node);
    if (number == values.length) {
      values = Arrays.copyOf(values, number * 2);
    }
    values[number] = value;
  }
}
