package winofuzz.interpret;

import java.util.Locale;

/** The number systems a program can be evaluated in. */
public enum Semantics {
  /** Rational numbers: nothing rounds. */
  EXACT,
  /** Each operation in its own type, rounded to nearest, ties to even. */
  IEEE,
  /** As IEEE, and for each number a bound on its distance from the exact one. */
  BOUND,
  /**
   * For each number the largest magnitude that it can have, and a bound on what rounding changes,
   * for all inputs up to given magnitudes.
   */
  MAGNITUDE,
  /** The integers modulo 2^61 - 1: what agrees at a point drawn there is equal for all inputs. */
  FIELD;

  /** Returns the name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
