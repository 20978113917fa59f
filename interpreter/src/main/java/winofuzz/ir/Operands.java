package winofuzz.ir;

/**
 * How many operands an operation takes.
 *
 * @param least how many at least
 * @param most how many at most
 * @param closesFrom the first of the operands whose ranges the operation closes, -1 if it closes
 *     none
 */
record Operands(int least, int most, int closesFrom) {
  static Operands exactly(int count) {
    return new Operands(count, count, -1);
  }

  static Operands atLeast(int count) {
    return new Operands(count, Integer.MAX_VALUE, -1);
  }

  static Operands upTo(int count) {
    return new Operands(0, count, -1);
  }

  /** Returns the same, of which those from an index on are ranges that the operation closes. */
  Operands closingFrom(int index) {
    return new Operands(least, most, index);
  }

  boolean allow(int count) {
    return count >= least && count <= most;
  }

  /** For errors: {@code 2 operands}, {@code at least 2 operands}, {@code 0 to 1 operands}. */
  @Override
  public String toString() {
    if (most == Integer.MAX_VALUE) {
      return "at least " + least + " operands";
    }
    return (least == most ? "" + least : least + " to " + most) + " operands";
  }
}
