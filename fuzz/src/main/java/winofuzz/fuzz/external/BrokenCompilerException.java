package winofuzz.fuzz.external;

import java.io.Serial;

/** Thrown where the process of a compiler does not speak the protocol, or not any more. */
final class BrokenCompilerException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what it did, in one line
   */
  BrokenCompilerException(String message) {
    super(message);
  }

  BrokenCompilerException(String message, Throwable cause) {
    super(message, cause);
  }
}
