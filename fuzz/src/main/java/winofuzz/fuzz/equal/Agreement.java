package winofuzz.fuzz.equal;

import winofuzz.number.PrimeField;

/** What one semantics says of two graphs. */
public sealed interface Agreement {

  /**
   * They are equal for all inputs.
   *
   * @param degree a bound on the total degree of their difference as a polynomial of the inputs
   */
  record ForAllInputs(long degree) implements Agreement {
    /** Returns a bound on the probability, over the draw of the point, that this is wrong. */
    public double errorProbability() {
      return (double) degree / PrimeField.ORDER;
    }
  }

  /**
   * No drawn input told them apart.
   *
   * @param draws how often they were compared, and on what not
   */
  record OnDraws(Draws draws) implements Agreement {}

  /**
   * They differ.
   *
   * @param draws how often they were compared, and on what not
   * @param differing on how many of these draws they differ
   * @param first on the first of these
   */
  record Different(Draws draws, int differing, DifferingElement first) implements Agreement {}

  /**
   * Nothing can be said.
   *
   * @param reason names the graph and the node that has no value
   */
  record Unknown(String reason) implements Agreement {}

  /**
   * Draws of inputs.
   *
   * @param compared on which both graphs have a value
   * @param all of them; in exact semantics those without infinities and NaNs
   * @param reason why there is no value on the first of the others; empty where there are none
   */
  record Draws(int compared, int all, String reason) {}
}
