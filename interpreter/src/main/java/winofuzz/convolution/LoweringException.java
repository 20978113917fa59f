package winofuzz.convolution;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown when a path fails to lower a valid convolution: a finding, not a mistake of the user. */
public final class LoweringException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String pass;

  /**
   * @param message the contradiction that the compiler found, in one line
   * @param cause where it was found
   */
  public LoweringException(String message, Throwable cause) {
    this(message, "", cause);
  }

  /**
   * A failure in a pass.
   *
   * @param message the contradiction that the compiler ran into, in one line
   * @param pass the identifier of the pass; empty where it is not known
   */
  public LoweringException(String message, String pass, @Nullable Throwable cause) {
    super(message, cause);
    this.pass = pass;
  }

  /** The identifier of the pass that failed; empty where it is not known. */
  public String pass() {
    return pass;
  }
}
