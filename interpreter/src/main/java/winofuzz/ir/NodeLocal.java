package winofuzz.ir;

import java.util.function.Supplier;

/** A value about nodes, of which each arena has its own, and outside of arenas each thread. */
public final class NodeLocal<T> {
  private final Supplier<T> initial;

  @SuppressWarnings("ThreadLocalUsage") // whoever has one is a constant
  private final ThreadLocal<T> ofThread;

  /**
   * Such a value.
   *
   * @param initial what it is at first, wherever it is asked for
   */
  public NodeLocal(Supplier<T> initial) {
    this.initial = initial;
    this.ofThread = ThreadLocal.withInitial(initial);
  }

  /** The value here. */
  public T get() {
    return NodeArena.CURRENT.isBound()
        ? NodeArena.CURRENT.get().local(this, initial)
        : ofThread.get();
  }
}
