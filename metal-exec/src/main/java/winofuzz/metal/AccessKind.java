package winofuzz.metal;

/** How a thread touches an element of memory. */
public enum AccessKind {
  READ("read"),
  WRITE("write"),
  ATOMIC_LOAD("atomic load"),
  ATOMIC_STORE("atomic store"),
  /** Adds, subtracts or flips bits: each counts, in any order. */
  ATOMIC_ACCUMULATION("atomic accumulation"),
  /** Keeps the smaller, the larger or some bits: once is as good as twice. */
  ATOMIC_MERGE("atomic merge"),
  /** Exchanges, perhaps after a comparison. */
  ATOMIC_EXCHANGE("atomic exchange");

  private final String description;

  AccessKind(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }

  public boolean isAtomic() {
    return this != READ && this != WRITE;
  }

  private boolean isWrite() {
    return this != READ && this != ATOMIC_LOAD;
  }

  /**
   * Returns whether two accesses to one element by different threads are a data race if nothing
   * orders them: one of them writes, and not both are atomic.
   */
  public boolean racesWith(AccessKind other) {
    return (isWrite() || other.isWrite()) && !(isAtomic() && other.isAtomic());
  }

  /**
   * Returns whether two atomic accesses to one element by different threads give results that
   * depend on their order: a count that is read or set while others add to it. Exchanges are left
   * out, because locks and loops of compare-exchange are made of them; so is reading what others
   * only merge into.
   */
  public boolean dependsOnOrderWith(AccessKind other) {
    return isOrdered(this, other) || isOrdered(other, this);
  }

  private static boolean isOrdered(AccessKind a, AccessKind b) {
    return switch (a) {
      case ATOMIC_LOAD -> b == ATOMIC_ACCUMULATION;
      case ATOMIC_STORE -> b == ATOMIC_ACCUMULATION || b == ATOMIC_MERGE;
      case READ, WRITE, ATOMIC_ACCUMULATION, ATOMIC_MERGE, ATOMIC_EXCHANGE -> false;
    };
  }
}
