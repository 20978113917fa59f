package winofuzz.fuzz.rules;

/** Whether the two sides of an application have equal values. */
public sealed interface EquationVerdict {
  /**
   * They have.
   *
   * @param how it is known
   * @param ofUsedIndices whether this was shown for indices whose dividends are not negative, as
   *     those of accesses are
   */
  record Equal(Method how, boolean ofUsedIndices) implements EquationVerdict {}

  /**
   * They have not.
   *
   * @param equation that does not hold
   * @param values of its unknowns, for which it does not hold
   * @param before the value of the matched side
   * @param after that of the other
   * @param size a measure of the values, to choose the smallest counterexample by
   */
  record Different(String equation, String values, String before, String after, double size)
      implements EquationVerdict {}

  /** They have no value by themselves, or none that can be computed. */
  record Unknowable(String reason) implements EquationVerdict {}
}
