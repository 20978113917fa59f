package winofuzz.ir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open-addressed hash table of nodes by their parts, for one thread at a time.
 *
 * <p>One byte of each hash is kept in an array of its own. A search for a node that is not there
 * then reads little else, and the bytes fit in a cache when the table no longer does.
 *
 * @param <E> how the table holds a node
 */
abstract class InternTable<E> {
  private static final int SMALLEST = 256;

  /** A byte of each hash; 0 marks a free place. */
  private byte[] tags = new byte[SMALLEST];

  private @Nullable Object[] entries = new Object[SMALLEST];

  /** The number of entries, collected nodes included. */
  private int size;

  /** Returns the entry for a node. */
  abstract E entry(UOp node, int hash);

  /** Returns the node of an entry, or null if it was collected or has another hash. */
  abstract @Nullable UOp node(E entry, int hash);

  /** Returns the hash of the node of an entry. */
  abstract int hash(E entry);

  abstract boolean isLive(E entry);

  /** Returns the number of entries, collected nodes included. */
  int size() {
    return size;
  }

  /** Returns the node with these parts, null if there is none. */
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

  /** Makes the node with these parts, which must not be there yet. The operands are copied. */
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

  /** Returns bits of the hash that choose neither a part nor, in most tables, a place. */
  private static byte tag(int hash) {
    return (byte) (hash >>> 18 | 0x80);
  }

  /** Returns the place where the search for a hash starts. */
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

  /** Moves the entries of live nodes to a table that they fill to a quarter at most. */
  @SuppressWarnings("unchecked") // all elements are entries
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
