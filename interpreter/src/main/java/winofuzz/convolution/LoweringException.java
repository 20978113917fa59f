package winofuzz.convolution;

import java.io.Serial;

/** Thrown when a path fails to lower a valid convolution: a finding, not a mistake of the user. */
public final class LoweringException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message the contradiction that the compiler found, in one line
   * @param cause where it was found
   */
  public LoweringException(String message, Throwable cause) {
    super(message, cause);
  }
}
