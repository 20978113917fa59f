package winofuzz.ir;

import java.util.Collection;
import java.util.List;

/** Some operations. A quick look tells that a graph has none of them. */
@SuppressWarnings("EnumOrdinal") // places and bits live in memory only
public final class OpSet {
  private final boolean[] has = new boolean[Op.values().length];

  /** There are more operations than bits, so that some share one. */
  private final long bits;

  /** These operations. */
  public OpSet(Collection<Op> ops) {
    long all = 0;
    for (Op op : ops) {
      has[op.ordinal()] = true;
      all |= bit(op);
    }
    bits = all;
  }

  /** These operations. */
  public static OpSet of(Op... ops) {
    return new OpSet(List.of(ops));
  }

  static long bit(Op op) {
    return 1L << op.ordinal();
  }

  /** Whether a node has one of these operations. */
  public boolean has(UOp node) {
    return has[node.op().ordinal()];
  }

  /**
   * Whether a node of one of these operations may be in a graph: if not, none is; if so, mostly one
   * is.
   */
  public boolean mayBeIn(UOp graph) {
    return (bits & graph.ops()) != 0;
  }
}
