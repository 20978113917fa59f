package winofuzz.ir;

import java.util.Arrays;
import java.util.function.Function;
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

  /** Returns the value of a node, made on first use without a look at this map. */
  @SuppressWarnings("unchecked") // only values are ever stored
  public V computeIfAbsent(UOp node, Function<UOp, V> maker) {
    int number = numbers.add(node);
    if (number == values.length) {
      values = Arrays.copyOf(values, number * 2);
    }
    Object value = values[number];
    if (value == null) {
      value = maker.apply(node);
      values[number] = value;
    }
    return (V) value;
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
