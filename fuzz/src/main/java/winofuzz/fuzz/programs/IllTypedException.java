package winofuzz.fuzz.programs;

import java.io.Serial;

/** Thrown where the operands of an operation do not fit it, or it makes too much of them. */
public final class IllTypedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what was expected, in one line
   */
  public IllTypedException(String message) {
    super(message);
  }
}
