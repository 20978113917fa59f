package winofuzz.metal;

/** What a checking device watches for; each can be switched off. */
public enum Check {
  /** Reads and writes stay within their buffer or array. */
  BOUNDS,
  /** Nothing is read before it is written: out buffers, local variables, threadgroup memory. */
  UNWRITTEN_READ,
  /** Every element of an out buffer is written, and only once where that is asked for. */
  WRITE_ONCE,
  /** No two threads touch an element, one of them writing, without a barrier between. */
  RACE,
  /** No thread reads or sets an atomic count while others add to it. */
  ATOMIC_ORDER,
  /**
   * All threads of a threadgroup, or simdgroup, reach a barrier or simdgroup operation together.
   */
  CONVERGENCE,
  /** No integer division or remainder by zero, nor of the least value by -1. */
  DIVISION,
  /** A float that becomes an integer is in its range. */
  CONVERSION,
  /** Shifts stay within the width of their type. */
  SHIFT,
  /** Every loop ends. */
  TERMINATION,
  /** Vectors are read and written at multiples of their size. */
  ALIGNMENT,
  /** At most 1024 threads a threadgroup and 32 KiB of threadgroup memory. */
  LAUNCH_LIMITS
}
