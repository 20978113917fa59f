package winofuzz.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.NodeMap;
import winofuzz.ir.UOp;

/** What a traversal knows of each node. */
final class NodeTable {

  /** What is known of one node. */
  static final class Entry {
    final UOp node;

    /** Whether it has been put on the stack as an operand or, without an order, entered. */
    boolean placed;

    /** Its final form, once known. */
    @Nullable UOp result;

    /** Whether the step has been asked about it. */
    boolean asked;

    /** What the step made of it; null if it leaves the node. */
    @Nullable UOp answer;

    /** Whether it is settled for the step, if its operands are and the step leaves it. */
    boolean quiet;

    /** Whether it is its own final form, and settled for the step. */
    boolean settled;

    Entry(UOp node) {
      this.node = node;
    }
  }

  private final NodeMap<Entry> entries = new NodeMap<>();

  /** Returns the entry of a node, made on first use. */
  Entry entry(UOp node) {
    return entries.computeIfAbsent(node, Entry::new);
  }
}
