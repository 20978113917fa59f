package winofuzz.ir;

import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import winofuzz.work.Work;
import winofuzz.work.WorkMeter;

/**
 * Nodes that become garbage together. Finding a node of the arena takes no lock, and costs the
 * garbage collector no weak reference.
 *
 * <p>The work of one case is done in one arena. It carries the meter of that work, so that the
 * engines find it without being handed it, and counts its own nodes there.
 */
public final class NodeArena {
  static final ScopedValue<NodeArena> CURRENT = ScopedValue.newInstance();

  /**
   * The most nodes that an arena holds. Later ones come from the shared table, which holds them
   * weakly, so that long work does not keep every node that it has made.
   */
  private static final int MOST = 1 << 21;

  private static final AtomicLong ARENAS = new AtomicLong();

  private final Nodes nodes = new Nodes();
  private final RecentNodes recent = new RecentNodes();

  private final IdentityHashMap<NodeLocal<?>, Object> locals = new IdentityHashMap<>();
  private final int most;
  private final WorkMeter meter;

  /** The age of the latest {@link NodeNumbers} made in it; no two arenas have ages in common. */
  private long latestTable = ARENAS.incrementAndGet() << Integer.SIZE;

  private NodeArena(int most, WorkMeter meter) {
    this.most = most;
    this.meter = meter;
  }

  /**
   * Runs work in an arena, the current one if there is one.
   *
   * <p>The work makes its graphs itself and leaves none behind: no node with operands comes in from
   * elsewhere, and none that it returns becomes an operand outside.
   */
  public static <T> T call(Supplier<T> work) {
    return CURRENT.isBound() ? work.get() : callWithin(MOST, WorkMeter.NONE, work);
  }

  /** Runs work as {@link #call} does. */
  public static void run(Runnable work) {
    call(
        () -> {
          work.run();
          return work;
        });
  }

  /**
   * The result of such work, which a meter counts. No arena is open yet.
   *
   * @throws winofuzz.work.WorkLimitError if the work comes to its limit or is cancelled
   */
  public static <T> T call(WorkMeter meter, Supplier<T> work) {
    if (CURRENT.isBound()) {
      throw new AssertionError("expected no open arena around metered work");
    }
    return callWithin(MOST, meter, work);
  }

  /** As {@link #call}, in a new arena that holds at most so many nodes. */
  static <T> T callWithin(int most, WorkMeter meter, Supplier<T> work) {
    return ScopedValue.where(CURRENT, new NodeArena(most, meter)).call(work::get);
  }

  /** Returns whether this thread works in an arena. */
  public static boolean isOpen() {
    return CURRENT.isBound();
  }

  /** Returns the meter of the work of this thread; one that counts nothing outside of arenas. */
  public static WorkMeter meter() {
    return CURRENT.isBound() ? CURRENT.get().meter : WorkMeter.NONE;
  }

  /** Returns the age of a new {@link NodeNumbers}. */
  static long nextTable() {
    return CURRENT.isBound() ? ++CURRENT.get().latestTable : NodeNumbers.UNREMEMBERED;
  }

  /**
   * Returns the one node with these parts, some operands among them, or null if the arena is full.
   */
  @Nullable UOp intern(int hash, Op op, DType dtype, Arg arg, UOp[] src) {
    UOp node = recent.find(hash, op, dtype, arg, src);
    if (node != null) {
      return node;
    }
    node = nodes.find(hash, op, dtype, arg, src);
    if (node == null) {
      meter.spend(Work.NODE, 1);
      if (nodes.size() == most) {
        return null;
      }
      assert areOfArena(src) : op + ": expected operands of this arena";
      node = nodes.add(hash, op, dtype, arg, src);
      node.latestTable = 0;
    }
    recent.keep(node, hash);
    return node;
  }

  @SuppressWarnings("unchecked") // the key has made the value
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
