package winofuzz.ir;

import java.util.Arrays;

/**
 * Numbers nodes from 0 in the order in which they come, so that what is known of them can be kept
 * in arrays. Used by one thread.
 *
 * <p>A hash table by identity, before which each node is asked for the number that it was given
 * last, by whichever table: a walk asks one table for the same nodes many times.
 */
public final class NodeNumbers {
  private UOp[] nodes;
  private int size;

  /** Numbers, plus one so that 0 marks a free place, by hash. */
  private int[] table;

  /** For few nodes at first. */
  public NodeNumbers() {
    this(16);
  }

  /** For so many nodes at first, without being made larger. */
  public NodeNumbers(int expected) {
    nodes = new UOp[Math.max(1, expected)];
    table = new int[Integer.highestOneBit(nodes.length) * 4];
  }

  /** How many nodes have a number. */
  public int size() {
    return size;
  }

  /** The number of a node, or -1 if it has none. */
  public int find(UOp node) {
    int latest = node.latestNumber;
    if (latest < size && nodes[latest] == node) {
      return latest;
    }
    int mask = table.length - 1;
    for (int i = node.hashCode() & mask; table[i] != 0; i = (i + 1) & mask) {
      int number = table[i] - 1;
      if (nodes[number] == node) {
        node.latestNumber = number;
        return number;
      }
    }
    return -1;
  }

  /** The number of a node, the next one if it has none yet. */
  public int add(UOp node) {
    int known = find(node);
    if (known >= 0) {
      return known;
    }
    if (size == nodes.length) {
      grow();
    }
    nodes[size] = node;
    node.latestNumber = size;
    insert(node, ++size);
    return size - 1;
  }

  private void insert(UOp node, int entry) {
    int mask = table.length - 1;
    int i = node.hashCode() & mask;
    while (table[i] != 0) {
      i = (i + 1) & mask;
    }
    table[i] = entry;
  }

  private void grow() {
    nodes = Arrays.copyOf(nodes, size * 2);
    table = new int[Integer.highestOneBit(nodes.length) * 4];
    for (int i = 0; i < size; i++) {
      insert(nodes[i], i + 1);
    }
  }
}
