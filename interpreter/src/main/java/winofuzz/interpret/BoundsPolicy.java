package winofuzz.interpret;

/** What a read outside of its buffer does. Writes outside always end the evaluation. */
public sealed interface BoundsPolicy {
  /** It ends the evaluation with an {@link EvaluationException}. */
  BoundsPolicy TRAP = new Trap();

  /** It gives zero and is counted. */
  BoundsPolicy ZERO = new Substitute(0);

  /** See {@link #TRAP}. */
  record Trap() implements BoundsPolicy {}

  /**
   * It gives a value and is counted.
   *
   * @param garbage the value, rounded to the type that is read
   */
  record Substitute(double garbage) implements BoundsPolicy {}
}
