package winofuzz.fuzz.lowering;

import java.io.Serial;

/**
 * Thrown where a compiler does not offer what a case asks for, or a device does not know what a
 * kernel uses: nothing is wrong, and nothing can be said.
 */
public final class UnsupportedCaseException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message what is not supported, in one line
   */
  public UnsupportedCaseException(String message) {
    super(message);
  }
}
