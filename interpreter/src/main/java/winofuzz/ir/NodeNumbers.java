package winofuzz.ir;

import java.util.Arrays;

/**
 * Numbers nodes from 0 in the order in which they come, so that facts about them can be kept in
 * arrays. Used by one thread.
 *
 * <p>A node of an arena remembers the latest made of the tables of its arena that it is in, and its
 * number there. Where that is this table, the number is known; where it was made before this one,
 * the node is not in this one. Only a node that is in a later table, or is shared by threads and
 * remembers nothing, is looked for in a hash table, which has the nodes of an arena from the first
 * time that one of them is looked for.
 */
public final class NodeNumbers {
  /** What a shared node has for the latest table: it is later than all. */
  static final long SHARED = Long.MAX_VALUE;

  /** The age of tables made outside of arenas, which no node remembers: it is before all. */
  static final long UNREMEMBERED = -1;

  private static final int FEW = 16;

  /** Which table of its arena this is: a later one has a greater age. */
  private final long age = NodeArena.nextTable();

  private UOp[] nodes;
  private int size;

  /** The numbers plus one, by hash; 0 marks a free place. */
  private int[] table = new int[FEW];

  /** How many nodes are in the hash table. */
  private int hashed;

  /** Whether all nodes are in the hash table, not only those that are shared. */
  private boolean all;

  /** Makes an empty table for few nodes. */
  public NodeNumbers() {
    this(FEW);
  }

  /** Makes an empty table with room for a number of nodes. */
  public NodeNumbers(int expected) {
    nodes = new UOp[Math.max(1, expected)];
  }

  /** Returns how many nodes have a number. */
  public int size() {
    return size;
  }

  /** Returns the number of a node, or -1 if it has none. */
  public int find(UOp node) {
    if (node.latestTable == age) {
      return node.numberInLatest;
    }
    return node.latestTable < age ? -1 : search(node);
  }

  /** Returns the number of a node, giving it the next one if it has none. */
  public int add(UOp node) {
    int known = find(node);
    if (known >= 0) {
      return known;
    }
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, size * 2);
    }
    nodes[size] = node;
    if (node.latestTable < age) {
      node.latestTable = age;
      node.numberInLatest = size;
      if (all) {
        hash(node, size);
      }
    } else {
      hash(node, size);
    }
    return size++;
  }

  private int search(UOp node) {
    if (!all && node.latestTable != SHARED) {
      hashAll();
    }
    return table[place(node)] - 1;
  }

  private void hashAll() {
    all = true;
    for (int i = 0; i < size; i++) {
      if (nodes[i].latestTable != SHARED) {
        hash(nodes[i], i);
      }
    }
  }

  private void hash(UOp node, int number) {
    if (++hashed * 2 > table.length) {
      int[] old = table;
      table = new int[old.length * 4];
      for (int entry : old) {
        if (entry != 0) {
          table[place(nodes[entry - 1])] = entry;
        }
      }
    }
    table[place(node)] = number + 1;
  }

  /** Returns the place of a node in the hash table, or the free one that it would get. */
  private int place(UOp node) {
    int mask = table.length - 1;
    int i = node.hashCode() & mask;
    while (table[i] != 0 && nodes[table[i] - 1] != node) {
      i = (i + 1) & mask;
    }
    return i;
  }
}
