package winofuzz.ir;

/** What a range becomes in the kernel. */
public enum AxisType {
  /** A dimension of the threadgroup grid. */
  GLOBAL('g'),
  /** The lanes of one simdgroup. */
  WARP('w'),
  /** A dimension of the threads of a threadgroup. */
  LOCAL('l'),
  /** A loop, or not yet decided. */
  LOOP('L'),
  /** A reduction shared by the threads of a threadgroup. */
  GROUP_REDUCE('G'),
  /** A reduction loop. */
  REDUCE('R'),
  /** Several output elements a thread, unrolled into lanes. */
  UPCAST('u'),
  /** A reduction unrolled into lanes. */
  UNROLL('r');

  private final char letter;

  AxisType(char letter) {
    this.letter = letter;
  }

  /** One letter for compact listings. */
  public char letter() {
    return letter;
  }
}
