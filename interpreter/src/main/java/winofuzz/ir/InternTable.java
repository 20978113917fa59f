package winofuzz.ir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open-addressed table of nodes by their parts. One byte of each node's hash lies apart, so that
 * a search for a node that is new reads bytes only, which stay in a cache though the table does
 * not. Used by one thread at a time.
 *
 * @param <E> how the table holds a node
 */
abstract class InternTable<E> {
  private static final int SMALLEST = 256;

  /** 0 marks a free place. */
  private byte[] tags = new byte[SMALLEST];

  private @Nullable Object[] entries = new Object[SMALLEST];

  /** How many entries there are, those of collected nodes included. */
  private int size;

  /** How the table is to hold a node. */
  abstract E entry(UOp node, int hash);

  /** The node of an entry, if it is still there and may have a hash. */
  abstract @Nullable UOp node(E entry, int hash);

  /** The hash of the node of an entry. */
  abstract int hash(E entry);

  abstract boolean isLive(E entry);

  /** How many nodes it holds. */
  int size() {
    return size;
  }

  /** The node with these parts, null if there is none. */
  @Nullable UOp find(int hash, Op op, DType dtype, Arg arg, UOp[] src) {
    byte tag = tag(hash);
    for (int i = home(hash); tags[i] != 0; i = next(i)) {
      if (tags[i] == tag) {
        UOp node = node(at(i), hash);
        if (node != null && node.hasParts(hash, op, dtype, arg, src)) {
          return node;
        }
      }
    }
    return null;
  }

  /** Makes the node with these parts, which is not there yet, of copied operands. */
  UOp add(int hash, Op op, DType dtype, Arg arg, UOp[] src) {
    UOp node = new UOp(hash, op, dtype, arg, src.clone());
    put(entry(node, hash), hash);
    if (++size * 2 > tags.length) {
      resize();
    }
    return node;
  }

  /** Whether it holds this very node. */
  boolean holds(UOp node) {
    int hash = node.hashCode();
    for (int i = home(hash); tags[i] != 0; i = next(i)) {
      if (node(at(i), hash) == node) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // a place with a tag has an entry
  private E at(int i) {
    return (E) entries[i];
  }

  /** From bits of the hash that neither a part nor, as a rule, the place is chosen by. */
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

  private void put(E entry, int hash) {
    int i = home(hash);
    while (tags[i] != 0) {
      i = next(i);
    }
    tags[i] = tag(hash);
    entries[i] = entry;
  }

  /** Keeps the entries of live nodes, in a table as small as leaves it three quarters empty. */
  @SuppressWarnings("unchecked") // whatever is there is an entry
  private void resize() {
    List<E> live = new ArrayList<>(size);
    for (Object entry : entries) {
      if (entry != null && isLive((E) entry)) {
        live.add((E) entry);
      }
    }
    size = live.size();
    int length = Math.max(SMALLEST, Integer.highestOneBit(size * 4 - 1) * 2);
    tags = new byte[length];
    entries = new Object[length];
    for (E entry : live) {
      put(entry, hash(entry));
    }
  }
}
