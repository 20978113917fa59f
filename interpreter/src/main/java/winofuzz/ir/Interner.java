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

  /** Their hashes, so that a node is looked at only if it is likely the one. */
  private static final int[] RECENT_HASHES = new int[RECENT.length];

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
    if (RECENT_HASHES[slot] == hash) {
      UOp recent = RECENT[slot];
      if (recent != null && recent.hasParts(hash, op, dtype, arg, src)) {
        return recent;
      }
    }
    UOp node = TABLE[hash >>> 26].intern(hash, op, dtype, arg, src);
    RECENT[slot] = node;
    RECENT_HASHES[slot] = hash;
    return node;
  }

  /** An open-addressed table; the hashes lie side by side, so that most searches read them only. */
  private static final class Part {
    private int[] tags = new int[256];
    private @Nullable WeakReference<UOp>[] nodes = newArray(tags.length);

    /** How many entries there are, those of collected nodes included. */
    private int size;

    @SuppressWarnings({"unchecked", "rawtypes"}) // no array of a generic type can be made otherwise
    private static @Nullable WeakReference<UOp>[] newArray(int length) {
      return (WeakReference<UOp>[]) new WeakReference[length];
    }

    synchronized UOp intern(int hash, Op op, DType dtype, Arg arg, UOp[] src) {
      int tag = tag(hash);
      int i = home(tag);
      for (; tags[i] != 0; i = next(i)) {
        if (tags[i] == tag) {
          WeakReference<UOp> entry = nodes[i];
          UOp existing = entry == null ? null : entry.get();
          if (existing != null && existing.hasParts(hash, op, dtype, arg, src)) {
            return existing;
          }
        }
      }
      UOp node = new UOp(hash, op, dtype, arg, src.clone());
      tags[i] = tag;
      nodes[i] = new WeakReference<>(node);
      if (++size * 2 > tags.length) {
        dropCollected();
      }
      return node;
    }

    /** The hash as an entry has it: never 0, which marks a free place. */
    private static int tag(int hash) {
      return hash | 1;
    }

    /** Where the search for a tag starts. */
    private int home(int tag) {
      return (tag >>> 1) & (tags.length - 1);
    }

    private int next(int i) {
      return (i + 1) & (tags.length - 1);
    }

    /**
     * Keeps the entries of live nodes, in a table that they leave at least three quarters empty.
     */
    private void dropCollected() {
      int[] oldTags = tags;
      @Nullable WeakReference<UOp>[] old = nodes;
      size = 0;
      for (WeakReference<UOp> entry : old) {
        size += entry == null || entry.refersTo(null) ? 0 : 1;
      }
      tags = new int[size * 4 > old.length ? old.length * 2 : old.length];
      nodes = newArray(tags.length);
      for (int k = 0; k < old.length; k++) {
        WeakReference<UOp> entry = old[k];
        if (entry != null && !entry.refersTo(null)) {
          int i = home(oldTags[k]);
          while (tags[i] != 0) {
            i = next(i);
          }
          tags[i] = oldTags[k];
          nodes[i] = entry;
        }
      }
    }
  }
}
