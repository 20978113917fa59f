package winofuzz.fuzz.cases;

import java.io.Serial;

/** A user's mistake; the message is one line that says where, what was expected, what was found. */
public final class BadInputException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public BadInputException(String message) {
    super(message);
  }

  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
