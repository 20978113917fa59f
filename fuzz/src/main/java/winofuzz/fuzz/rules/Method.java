package winofuzz.fuzz.rules;

/** How it is known that two expressions are equal. From strong to weak. */
public enum Method {
  /** Both are one expression. */
  IDENTITY("one expression"),
  /** All values were gone through. */
  EXHAUSTION("all values"),
  /** As polynomials over the integers or reals, at a random point of the field. */
  POLYNOMIAL("polynomials"),
  /** A solver found that no values tell them apart. */
  SMT("SMT"),
  /** Equal bits on edge values and drawn ones. */
  BITS("bit for bit"),
  /** Equal integers on drawn values and the ends of their intervals. */
  DRAWN("drawn values"),
  /** Equal rational numbers on drawn values: in floats they may round apart. */
  EXACT("exact arithmetic"),
  /** As near on drawn values as bounds on their rounding errors allow. */
  BOUNDS("within rounding"),
  /** The program before and after its pass is the convolution, at a random point of the field. */
  PASS("in its pass");

  private final String label;

  Method(String label) {
    this.label = label;
  }

  /** Returns what reports call it. */
  public String label() {
    return label;
  }

  /** Whether it tells of all values, not of those that were tried. */
  boolean isOfAllValues() {
    return compareTo(SMT) <= 0;
  }

  /** Returns the weaker of two. */
  Method weaker(Method other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
