package winofuzz.interpret;

/** Marks in an array of indices. */
final class Access {
  /** No access: the index was invalid or its gate closed. */
  static final long NONE = Long.MIN_VALUE;

  /** An access outside of the buffer that the policy lets pass. */
  static final long OUTSIDE = Long.MIN_VALUE + 1;

  /** Below this, an index is invalid: the mark, or the mark moved by index arithmetic. */
  private static final long INVALID_BELOW = Long.MIN_VALUE / 2;

  private Access() {}

  static boolean isInvalid(long index) {
    return index < INVALID_BELOW;
  }
}
