package winofuzz.ir;

import java.util.function.Supplier;

/** A value about nodes that each arena has of its own, as has each thread outside of arenas. */
public final class NodeLocal<T> {
  private final Supplier<T> initial;

  @SuppressWarnings("ThreadLocalUsage") // instances are constants
  private final ThreadLocal<T> ofThread;

  /**
   * @param initial makes the value for an arena or a thread that asks for it first
   */
  public NodeLocal(Supplier<T> initial) {
    this.initial = initial;
    this.ofThread = ThreadLocal.withInitial(initial);
  }

  /** Returns the value of the current arena, or of this thread outside of arenas. */
  public T get() {
    return NodeArena.CURRENT.isBound()
        ? NodeArena.CURRENT.get().local(this, initial)
        : ofThread.get();
  }
}
