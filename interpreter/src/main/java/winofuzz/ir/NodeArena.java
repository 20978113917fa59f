package winofuzz.ir;

import java.util.IdentityHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that are let go together. While a thread works in an arena its nodes need no lock to be
 * found, nor anything from the collector while they live.
 */
public final class NodeArena {
  static final ScopedValue<NodeArena> CURRENT = ScopedValue.newInstance();

  /**
   * How many nodes are held. What comes after these is held as outside of arenas, so that a long
   * work does not keep all that it has ever made.
   */
  private static final int MOST = 1 << 21;

  private final Nodes nodes = new Nodes();
  private final RecentNodes recent = new RecentNodes();

  private final IdentityHashMap<NodeLocal<?>, Object> locals = new IdentityHashMap<>();
  private final int most;

  private NodeArena(int most) {
    this.most = most;
  }

  /**
   * The result of work that makes its graphs itself and leaves none behind: no node with operands
   * comes in from elsewhere, and none that gets out becomes an operand there. In an arena that is
   * open already the work is done in that one.
   */
  public static <T> T call(Supplier<T> work) {
    return CURRENT.isBound() ? work.get() : callWithin(MOST, work);
  }

  /** As {@link #call}, in a new arena that holds so many nodes at most. */
  static <T> T callWithin(int most, Supplier<T> work) {
    return ScopedValue.where(CURRENT, new NodeArena(most)).call(work::get);
  }

  /** The one node with these parts, which has operands; null if the arena is full. */
  @Nullable UOp intern(int hash, Op op, DType dtype, Arg arg, UOp[] src) {
    UOp node = recent.find(hash, op, dtype, arg, src);
    if (node != null) {
      return node;
    }
    node = nodes.find(hash, op, dtype, arg, src);
    if (node == null) {
      if (nodes.size() == most) {
        return null;
      }
      assert areOfArena(src) : op + ": expected operands of this arena";
      node = nodes.add(hash, op, dtype, arg, src);
    }
    recent.keep(node, hash);
    return node;
  }

  @SuppressWarnings("unchecked") // each is asked for by its own key
  <T> T local(NodeLocal<T> key, Supplier<T> initial) {
    return (T) locals.computeIfAbsent(key, k -> initial.get());
  }

  private boolean areOfArena(UOp[] src) {
    for (UOp operand : src) {
      if (operand.arity() > 0 && !nodes.holds(operand)) {
        return false;
      }
    }
    return true;
  }

  private static final class Nodes extends InternTable<UOp> {
    @Override
    UOp entry(UOp node, int hash) {
      return node;
    }

    @Override
    UOp node(UOp entry, int hash) {
      return entry;
    }

    @Override
    int hash(UOp entry) {
      return entry.hashCode();
    }

    @Override
    boolean isLive(UOp entry) {
      return true;
    }
  }
}
