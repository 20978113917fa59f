package winofuzz.work;

/**
 * The kinds of work that are counted. Each has a weight in units, so that they can be added: a unit
 * is some nanoseconds of one core.
 */
public enum Work {
  /** A visit of a node by the rewriter. */
  REWRITE(60),
  /** A node with operands that was not there before. */
  NODE(120),
  /** A graph node or an instruction that is evaluated once, whatever the size of its value. */
  EVALUATION(200),
  /** An element of a value that is evaluated. */
  ELEMENT(2),
  /** A simulated instruction on one lane. */
  OPERATION(1);

  private final long weight;

  Work(long weight) {
    this.weight = weight;
  }

  /** Units of one piece of this work. */
  public long weight() {
    return weight;
  }
}
