package winofuzz.convolution;

import java.io.Serial;

/** A possible convolution that a path fails to lower: in itself a finding, not a user's mistake. */
public final class LoweringException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * A failure.
   *
   * @param message the contradiction that the compiler ran into, in one line
   */
  public LoweringException(String message, Throwable cause) {
    super(message, cause);
  }
}
