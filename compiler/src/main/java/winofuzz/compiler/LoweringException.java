package winofuzz.compiler;

import java.io.Serial;

/** A possible convolution that a path fails to lower: in itself a finding, not a user's mistake. */
public final class LoweringException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public LoweringException(String message, Throwable cause) {
    super(message, cause);
  }
}
