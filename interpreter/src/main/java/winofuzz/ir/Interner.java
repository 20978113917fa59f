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

  /** A node, with its hash at hand when the node is gone or far. */
  private static final class Entry extends WeakReference<UOp> {
    private final int hash;

    Entry(UOp node, int hash) {
      super(node);
      this.hash = hash;
    }
  }

  /**
   * An open-addressed table. One byte of each entry's hash lies apart, so that a search for a node
   * that is new reads bytes only, which stay in a cache though the table does not.
   */
  private static final class Part {
    private static final int SMALLEST = 256;

    /** 0 marks a free place. */
    private byte[] tags = new byte[SMALLEST];

    private @Nullable Entry[] entries = new Entry[SMALLEST];

    /** How many entries there are, those of collected nodes included. */
    private int size;

    synchronized UOp intern(int hash, Op op, DType dtype, Arg arg, UOp[] src) {
      byte tag = tag(hash);
      int i = home(hash);
      for (; tags[i] != 0; i = next(i)) {
        if (tags[i] == tag) {
          UOp existing = node(entries[i], hash);
          if (existing != null && existing.hasParts(hash, op, dtype, arg, src)) {
            return existing;
          }
        }
      }
      UOp node = new UOp(hash, op, dtype, arg, src.clone());
      put(i, new Entry(node, hash));
      if (++size * 2 > tags.length) {
        dropCollected();
      }
      return node;
    }

    private static @Nullable UOp node(@Nullable Entry entry, int hash) {
      return entry == null || entry.hash != hash ? null : entry.get();
    }

    /** From bits of the hash that neither the part nor, as a rule, the place is chosen by. */
    private static byte tag(int hash) {
      return (byte) (hash >>> 18 | 0x80);
    }

    /** Where the search for a hash starts. */
    private int home(int hash) {
      return hash & (tags.length - 1);
    }

    private int next(int i) {
      return (i + 1) & (tags.length - 1);
    }

    private void put(int i, Entry entry) {
      tags[i] = tag(entry.hash);
      entries[i] = entry;
    }

    /** Keeps the entries of live nodes, in a table as small as leaves it three quarters empty. */
    private void dropCollected() {
      @Nullable Entry[] old = entries;
      size = 0;
      for (Entry entry : old) {
        size += isLive(entry) ? 1 : 0;
      }
      int length = Math.max(SMALLEST, Integer.highestOneBit(size * 4 - 1) * 2);
      tags = new byte[length];
      entries = new Entry[length];
      for (Entry entry : old) {
        if (entry != null && isLive(entry)) {
          int i = home(entry.hash);
          while (tags[i] != 0) {
            i = next(i);
          }
          put(i, entry);
        }
      }
    }

    private static boolean isLive(@Nullable Entry entry) {
      return entry != null && !entry.refersTo(null);
    }
  }
}
