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

  /** A tracker of the same memory that knows of no write yet. */
  WriteTracker fresh() {
    return new WriteTracker(written.length, once);
  }

  /** Takes over what another tracker saw; false if both saw a write that may happen only once. */
  boolean merge(WriteTracker other) {
    boolean conflict = false;
    for (int i = 0; i < written.length; i++) {
      conflict |= (written[i] & other.written[i]) != 0;
      written[i] |= other.written[i];
    }
    return !(conflict && once);
  }

  boolean isWritten(int unit) {
    return written[unit] != 0;
  }

  boolean isOnce() {
    return once;
  }
}
