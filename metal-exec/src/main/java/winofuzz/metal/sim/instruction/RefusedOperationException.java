package winofuzz.metal.sim.instruction;

/** Says that a kernel whose numbers are field elements computes more than polynomials of them. */
public final class RefusedOperationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final int line;

  /**
   * Creates an exception.
   *
   * @param what the operation or function that leads out of the polynomials
   * @param line of the kernel's text, from 1
   */
  public RefusedOperationException(String what, int line) {
    super(
        "not a polynomial of its inputs: %s in line %d".formatted(what, line), null, false, false);
    this.what = what;
    this.line = line;
  }

  /** Returns the operation or function that leads out of the polynomials. */
  public String what() {
    return what;
  }

  /** Returns the line of the kernel's text, from 1. */
  public int line() {
    return line;
  }
}
