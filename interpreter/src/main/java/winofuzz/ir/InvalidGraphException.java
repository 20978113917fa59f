package winofuzz.ir;

import java.io.Serial;

/** A graph that breaks a constraint: which op, what was expected, what was found. */
public final class InvalidGraphException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public InvalidGraphException(String message) {
    super(message);
  }
}
