package winofuzz.ir;

import java.lang.ref.ReferenceQueue;
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

  static {
    for (int i = 0; i < PARTS; i++) {
      TABLE[i] = new Part();
    }
  }

  private Interner() {}

  /** The canonical node equal to the candidate: the candidate itself if it is the first. */
  static UOp intern(UOp candidate) {
    int hash = candidate.structuralHash();
    return TABLE[(hash >>> 26) & (PARTS - 1)].intern(candidate, hash);
  }

  private static final class Entry extends WeakReference<UOp> {
    private final int hash;
    private @Nullable Entry next;

    Entry(UOp node, int hash, @Nullable Entry next, ReferenceQueue<UOp> queue) {
      super(node, queue);
      this.hash = hash;
      this.next = next;
    }
  }

  private static final class Part {
    private final ReferenceQueue<UOp> dead = new ReferenceQueue<>();
    private @Nullable Entry[] buckets = new Entry[256];
    private int size;

    synchronized UOp intern(UOp candidate, int hash) {
      expunge();
      int bucket = hash & (buckets.length - 1);
      for (Entry e = buckets[bucket]; e != null; e = e.next) {
        if (e.hash == hash) {
          UOp existing = e.get();
          if (existing != null && existing.sameStructure(candidate)) {
            return existing;
          }
        }
      }
      buckets[bucket] = new Entry(candidate, hash, buckets[bucket], dead);
      size++;
      if (size > buckets.length) {
        grow();
      }
      return candidate;
    }

    private void expunge() {
      for (Object gone = dead.poll(); gone != null; gone = dead.poll()) {
        Entry entry = (Entry) gone;
        int bucket = entry.hash & (buckets.length - 1);
        Entry previous = null;
        for (Entry e = buckets[bucket]; e != null; previous = e, e = e.next) {
          if (e == entry) {
            if (previous == null) {
              buckets[bucket] = e.next;
            } else {
              previous.next = e.next;
            }
            size--;
            break;
          }
        }
      }
    }

    private void grow() {
      @Nullable Entry[] old = buckets;
      buckets = new Entry[old.length * 2];
      for (Entry head : old) {
        for (Entry e = head; e != null; ) {
          Entry next = e.next;
          int bucket = e.hash & (buckets.length - 1);
          e.next = buckets[bucket];
          buckets[bucket] = e;
          e = next;
        }
      }
    }
  }
}
