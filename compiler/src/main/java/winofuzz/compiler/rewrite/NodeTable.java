package winofuzz.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/** What a traversal knows of each node, in a hash table by identity. */
final class NodeTable {

  /** What is known of one node. */
  static final class Entry {
    final UOp node;

    /** Whether it has been put on the stack as an operand. */
    boolean placed;

    /** Its final form, once known. */
    @Nullable UOp result;

    /** Whether the step has been asked about it. */
    boolean asked;

    /** What the step said. */
    @Nullable UOp answer;

    Entry(UOp node) {
      this.node = node;
    }
  }

  private @Nullable Entry[] entries = new Entry[16];
  private int size;

  /** The entry of a node, made on first use. */
  Entry entry(UOp node) {
    int mask = entries.length - 1;
    int i = node.hashCode() & mask;
    for (Entry e = entries[i]; e != null; e = entries[i]) {
      if (e.node == node) {
        return e;
      }
      i = (i + 1) & mask;
    }
    Entry created = new Entry(node);
    entries[i] = created;
    if (++size * 2 > entries.length) {
      grow();
    }
    return created;
  }

  private void grow() {
    @Nullable Entry[] old = entries;
    entries = new Entry[old.length * 2];
    int mask = entries.length - 1;
    for (Entry e : old) {
      if (e != null) {
        int i = e.node.hashCode() & mask;
        while (entries[i] != null) {
          i = (i + 1) & mask;
        }
        entries[i] = e;
      }
    }
  }
}
