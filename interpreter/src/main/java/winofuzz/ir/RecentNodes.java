package winofuzz.ir;

import org.jspecify.annotations.Nullable;

/**
 * A cache of the nodes of a table that were used lately. A pass mostly asks for nodes that were
 * made a moment before, while the table as a whole does not fit in a processor's cache.
 *
 * <p>Several threads may use it without a lock: nodes are immutable, and a node that is found here
 * is in the table too, because the cache keeps it alive. A race can only lose an entry.
 */
final class RecentNodes {
  /** So few that they stay in the innermost caches, beside the nodes that are at hand. */
  private static final int PLACES = 1 << 12;

  private final @Nullable UOp[] nodes = new UOp[PLACES];

  /** The hashes of the nodes, so that a node is loaded only if it is likely the one. */
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
