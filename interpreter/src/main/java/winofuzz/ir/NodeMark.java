package winofuzz.ir;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that is so of a node or not known to be, kept in the node itself. What is marked must
 * follow from the node alone, as every thread sees it. A mark may get lost.
 */
public final class NodeMark {
  private static final AtomicInteger MADE = new AtomicInteger();

  /** Zero where all bits are taken: then nothing is ever marked. */
  private final long bit;

  /** A new one; only the first 64 in a process mark anything. */
  public NodeMark() {
    this(MADE.getAndIncrement());
  }

  /** The one of a number. */
  NodeMark(int number) {
    bit = number >= 0 && number < Long.SIZE ? 1L << number : 0;
  }

  /** Whether a node is marked. */
  public boolean isOn(UOp node) {
    return (node.marks & bit) != 0;
  }

  /** Marks a node. One without operands is not, as all threads would write to it. */
  public void put(UOp node) {
    if (node.arity() > 0) {
      node.marks |= bit;
    }
  }
}
