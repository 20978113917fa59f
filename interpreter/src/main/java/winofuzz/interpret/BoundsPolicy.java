package winofuzz.interpret;

/** What a read outside of its buffer does. A write outside always ends the evaluation. */
public sealed interface BoundsPolicy {
  /** It ends the evaluation with an {@link EvaluationException}. */
  BoundsPolicy TRAP = new Trap();

  /** It returns zero and is counted. */
  BoundsPolicy ZERO = new Substitute(0);

  /** See {@link #TRAP}. */
  record Trap() implements BoundsPolicy {}

  /**
   * It returns a value and is counted. Memory that no kernel has written holds that value too.
   *
   * @param garbage the value, rounded to the type that is read
   */
  record Substitute(double garbage) implements BoundsPolicy {}
}
