package winofuzz.compiler.optimize;

import java.io.Serial;

/** An option that cannot be applied to a kernel, and why. Heuristics try and fall back on it. */
public final class RefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String message;

  /** Makes an exception without a stack trace: options are refused all the time. */
  RefusedException(Opt option, String why) {
    super(null, null, false, false);
    this.message = option.text() + ": " + why;
  }

  /** Returns the option, what it expected and what it found. */
  @Override
  public String getMessage() {
    return message;
  }
}
