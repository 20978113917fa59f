package winofuzz.ir;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The table of all live nodes, so that structurally equal nodes are one object.
 *
 * <p>Entries are weak: a node that nobody holds goes. The table is split into independently locked
 * parts, so that threads compiling side by side seldom meet.
 */
final class Interner {
  private static final int PARTS = 64;
  private static final Part[] TABLE = new Part[PARTS];

  /**
   * Nodes asked for lately, by hash. Most of the nodes that a pass asks for were made a moment ago,
   * while the table, which holds whatever has not been collected yet, is too large for a cache.
   *
   * <p>Read and written without a lock: nodes are immutable, and whatever is found here is in the
   * table, because it is held. A race can only lose an entry.
   */
  private static final @Nullable UOp[] RECENT = new UOp[1 << 15];

  static {
    for (int i = 0; i < PARTS; i++) {
      TABLE[i] = new Part();
    }
  }

  private Interner() {}

  /** The one node with these parts; the operands are copied if it is new. */
  static UOp intern(Op op, DType dtype, Arg arg, UOp[] src) {
    int hash = UOp.hash(op, dtype, arg, src);
    int slot = hash & (RECENT.length - 1);
    UOp recent = RECENT[slot];
    if (recent != null && recent.hasParts(hash, op, dtype, arg, src)) {
      return recent;
    }
    UOp node = TABLE[hash >>> 26].intern(hash, op, dtype, arg, src);
    RECENT[slot] = node;
    return node;
  }

  private static final class Entry extends WeakReference<UOp> {
    private final int hash;
    private @Nullable Entry next;

    Entry(UOp node, int hash, @Nullable Entry next) {
      super(node);
      this.hash = hash;
      this.next = next;
    }
  }

  private static final class Part {
    private @Nullable Entry[] buckets = new Entry[256];

    /** How many entries there are, those of collected nodes included. */
    private int size;

    synchronized UOp intern(int hash, Op op, DType dtype, Arg arg, UOp[] src) {
      for (Entry e = buckets[bucket(hash)]; e != null; e = e.next) {
        if (e.hash == hash) {
          UOp existing = e.get();
          if (existing != null && existing.hasParts(hash, op, dtype, arg, src)) {
            return existing;
          }
        }
      }
      UOp node = new UOp(hash, op, dtype, arg, src.clone());
      if (size == buckets.length) {
        dropCollected();
      }
      int bucket = bucket(hash);
      buckets[bucket] = new Entry(node, hash, buckets[bucket]);
      size++;
      return node;
    }

    private int bucket(int hash) {
      return hash & (buckets.length - 1);
    }

    /** Keeps the entries of live nodes, in a table that they leave at least half empty. */
    private void dropCollected() {
      @Nullable Entry[] old = buckets;
      size = 0;
      for (Entry head : old) {
        for (Entry e = head; e != null; e = e.next) {
          size += e.refersTo(null) ? 0 : 1;
        }
      }
      buckets = new Entry[size * 2 > old.length ? old.length * 2 : old.length];
      for (Entry head : old) {
        for (Entry e = head; e != null; ) {
          Entry next = e.next;
          if (!e.refersTo(null)) {
            int bucket = bucket(e.hash);
            e.next = buckets[bucket];
            buckets[bucket] = e;
          }
          e = next;
        }
      }
    }
  }
}
