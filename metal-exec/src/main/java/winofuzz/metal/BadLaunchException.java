package winofuzz.metal;

/** A user's mistake in a launch or a bundle: one line with what, where, and what was expected. */
public final class BadLaunchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadLaunchException(String message) {
    super(message);
  }

  public BadLaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
