package winofuzz.ir;

import java.util.Arrays;

/**
 * Numbers nodes from 0 in the order in which they come, so that facts about them can be kept in
 * arrays. Used by one thread.
 *
 * <p>An identity hash table. Each node caches the number that the last table gave it, so that most
 * look-ups need no probe: a walk looks the same nodes up in one table many times. Nodes without
 * operands cache none, as all threads share them: they would take each other's cache lines away.
 */
public final class NodeNumbers {
  private UOp[] nodes;
  private int size;

  /** The numbers plus one, by hash; 0 marks a free place. */
  private int[] table;

  /** Makes an empty table for few nodes. */
  public NodeNumbers() {
    this(16);
  }

  /** Makes an empty table with room for a number of nodes. */
  public NodeNumbers(int expected) {
    nodes = new UOp[Math.max(1, expected)];
    table = new int[Integer.highestOneBit(nodes.length) * 4];
  }

  /** Returns how many nodes have a number. */
  public int size() {
    return size;
  }

  /** Returns the number of a node, or -1 if it has none. */
  public int find(UOp node) {
    int latest = node.latestNumber;
    if (latest < size && nodes[latest] == node) {
      return latest;
    }
    return probe(node);
  }

  private int probe(UOp node) {
    int mask = table.length - 1;
    for (int i = node.hashCode() & mask; table[i] != 0; i = (i + 1) & mask) {
      int number = table[i] - 1;
      if (nodes[number] == node) {
        cache(node, number);
        return number;
      }
    }
    return -1;
  }

  /** Returns the number of a node, giving it the next one if it has none. */
  public int add(UOp node) {
    int known = find(node);
    if (known >= 0) {
      return known;
    }
    if (size == nodes.length) {
      grow();
    }
    nodes[size] = node;
    cache(node, size);
    insert(node, ++size);
    return size - 1;
  }

  private static void cache(UOp node, int number) {
    if (node.arity() > 0) {
      node.latestNumber = number;
    }
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
