package winofuzz.fuzz.programs;

import java.io.Serial;

/**
 * Thrown where the value of an operation is not the same for everyone: it would round, overflow, or
 * leave a range.
 */
public final class UndefinedValueException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what is undefined, in one line
   */
  UndefinedValueException(String message) {
    super(message);
  }
}
