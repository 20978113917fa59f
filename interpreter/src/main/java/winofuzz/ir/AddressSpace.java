package winofuzz.ir;

/** Where a pointer points. */
public enum AddressSpace {
  /** Device memory, seen by every thread. */
  GLOBAL,
  /** Threadgroup memory. */
  LOCAL,
  /** A thread's own accumulators. */
  REGISTER
}
