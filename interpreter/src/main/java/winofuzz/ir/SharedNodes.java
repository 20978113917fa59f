package winofuzz.ir;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that all threads share, held weakly. The table is split into parts with a lock each, so
 * that threads seldom wait for each other.
 */
final class SharedNodes {
  private static final int PARTS = 64;

  private final Part[] parts = new Part[PARTS];
  private final RecentNodes recent = new RecentNodes();

  SharedNodes() {
    Arrays.setAll(parts, i -> new Part());
  }

  UOp intern(int hash, Op op, DType dtype, Arg arg, UOp[] src) {
    UOp known = recent.find(hash, op, dtype, arg, src);
    if (known != null) {
      return known;
    }
    Part part = parts[hash >>> 26];
    UOp node;
    synchronized (part) {
      UOp existing = part.find(hash, op, dtype, arg, src);
      node = existing != null ? existing : part.add(hash, op, dtype, arg, src);
    }
    recent.keep(node, hash);
    return node;
  }

  /** A node with its hash, which is there without loading the node and after it was collected. */
  private static final class Entry extends WeakReference<UOp> {
    private final int hash;

    Entry(UOp node, int hash) {
      super(node);
      this.hash = hash;
    }
  }

  private static final class Part extends InternTable<Entry> {
    @Override
    Entry entry(UOp node, int hash) {
      return new Entry(node, hash);
    }

    @Override
    @Nullable UOp node(Entry entry, int hash) {
      return entry.hash == hash ? entry.get() : null;
    }

    @Override
    int hash(Entry entry) {
      return entry.hash;
    }

    @Override
    boolean isLive(Entry entry) {
      return !entry.refersTo(null);
    }
  }
}
