package winofuzz.ir;

import org.jspecify.annotations.Nullable;

/**
 * How far a walk has come with each node: a hash table by identity, without boxes, because graphs
 * are walked all the time.
 */
final class Visits {
  /** The state of a node that the walk has not met. */
  static final byte NEW = 0;

  private @Nullable UOp[] nodes = new UOp[16];
  private byte[] states = new byte[16];
  private int size;

  byte state(UOp node) {
    return states[slot(node)];
  }

  void set(UOp node, byte state) {
    int slot = slot(node);
    if (nodes[slot] == null) {
      nodes[slot] = node;
      size++;
    }
    states[slot] = state;
    if (size * 2 > nodes.length) {
      grow();
    }
  }

  /** Where the node is, or would be. */
  private int slot(UOp node) {
    int mask = nodes.length - 1;
    int slot = node.hashCode() & mask;
    while (nodes[slot] != null && nodes[slot] != node) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    @Nullable UOp[] oldNodes = nodes;
    byte[] oldStates = states;
    nodes = new UOp[oldNodes.length * 2];
    states = new byte[nodes.length];
    for (int i = 0; i < oldNodes.length; i++) {
      UOp node = oldNodes[i];
      if (node != null) {
        int slot = slot(node);
        nodes[slot] = node;
        states[slot] = oldStates[i];
      }
    }
  }
}
