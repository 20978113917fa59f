package winofuzz.ir;

import org.jspecify.annotations.Nullable;

/**
 * Nodes of a table that were asked for lately, by hash. Most of the nodes that a pass asks for were
 * made a moment ago, while the table as a whole is too large for a cache.
 *
 * <p>Several threads may use it without a lock: nodes are immutable, and whatever is found here is
 * in the table, because it is held. A race can only lose an entry.
 */
final class RecentNodes {
  private static final int PLACES = 1 << 15;

  private final @Nullable UOp[] nodes = new UOp[PLACES];

  /** Their hashes, so that a node is looked at only if it is likely the one. */
  private final int[] hashes = new int[PLACES];

  @Nullable UOp find(int hash, Op op, DType dtype, Arg arg, UOp[] src) {
    int place = hash & (PLACES - 1);
    if (hashes[place] != hash) {
      return null;
    }
    UOp node = nodes[place];
    return node != null && node.hasParts(hash, op, dtype, arg, src) ? node : null;
  }

  void keep(UOp node, int hash) {
    int place = hash & (PLACES - 1);
    nodes[place] = node;
    hashes[place] = hash;
  }
}
