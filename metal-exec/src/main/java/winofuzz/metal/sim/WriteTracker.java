package winofuzz.metal.sim;

/** Remembers which units of a memory were written. */
final class WriteTracker {

  private final byte[] written;
  private final boolean once;

  /**
   * A tracker of memory that is wholly unwritten.
   *
   * @param once whether a second write is a violation
   */
  WriteTracker(int length, boolean once) {
    this.written = new byte[length];
    this.once = once;
  }

  /** Notes a write; false if it is one too many. */
  boolean write(int unit) {
    boolean first = written[unit] == 0;
    written[unit] = 1;
    return first || !once;
  }

  boolean isWritten(int unit) {
    return written[unit] != 0;
  }

  boolean isOnce() {
    return once;
  }
}
