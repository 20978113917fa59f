package winofuzz.metal.sim.memory;

import java.util.BitSet;

/** Remembers which units of a memory were written. */
final class WriteTracker {

  /** A plain write was seen. */
  private static final byte WRITTEN = 1;

  /** An atomic write was seen, of which there may be any number. */
  private static final byte UPDATED = 2;

  /** It was written before the run. */
  private static final byte GIVEN = 4;

  private final byte[] written;
  private final boolean once;

  /**
   * Creates a tracker of memory that is wholly unwritten.
   *
   * @param once whether a second write is a violation
   */
  WriteTracker(int length, boolean once) {
    this.written = new byte[length];
    this.once = once;
  }

  /**
   * Returns a tracker of memory that was written in part before the run.
   *
   * @param unwritten the bytes that were not
   */
  static WriteTracker given(int length, int unitBytes, BitSet unwritten) {
    WriteTracker tracker = new WriteTracker(length, false);
    for (int i = 0; i < length; i++) {
      int next = unwritten.nextSetBit(i * unitBytes);
      if (next < 0 || next >= (i + 1) * unitBytes) {
        tracker.written[i] = GIVEN;
      }
    }
    return tracker;
  }

  /** Notes a write; returns false if it is one too many. */
  boolean write(int unit) {
    boolean first = (written[unit] & WRITTEN) == 0;
    written[unit] |= WRITTEN;
    return first || !once;
  }

  /** Notes an atomic write. */
  void update(int unit) {
    written[unit] |= UPDATED;
  }

  /** Returns a tracker of the same memory that knows of no write of this run yet. */
  WriteTracker fresh() {
    WriteTracker fresh = new WriteTracker(written.length, once);
    for (int i = 0; i < written.length; i++) {
      fresh.written[i] = (byte) (written[i] & GIVEN);
    }
    return fresh;
  }

  /**
   * Takes over what another tracker saw; returns false if both saw a write that may happen only
   * once.
   */
  boolean merge(WriteTracker other) {
    boolean conflict = false;
    for (int i = 0; i < written.length; i++) {
      conflict |= (written[i] & other.written[i] & WRITTEN) != 0;
      written[i] |= other.written[i];
    }
    return !(conflict && once);
  }

  boolean isWritten(int unit) {
    return written[unit] != 0;
  }
}
