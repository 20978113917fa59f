package winofuzz.ir;

import java.util.Collection;

/**
 * Some operations, as bits: a quick look tells that a graph has none of them. There are more
 * operations than bits, so that some share one.
 */
public final class OpSet {
  private final long bits;

  /** These operations. */
  public OpSet(Collection<Op> ops) {
    long all = 0;
    for (Op op : ops) {
      all |= bit(op);
    }
    bits = all;
  }

  @SuppressWarnings("EnumOrdinal") // bits live in memory only
  static long bit(Op op) {
    return 1L << op.ordinal();
  }

  /** Whether an operation may be one of these: if not, it is none; if so, it mostly is. */
  public boolean mayHave(Op op) {
    return (bits & bit(op)) != 0;
  }

  /**
   * Whether a node of one of these operations may be in a graph: if not, none is; if so, mostly one
   * is.
   */
  public boolean mayBeIn(UOp graph) {
    return (bits & graph.ops()) != 0;
  }
}
