package winofuzz.interpret;

import java.io.Serial;

/**
 * Thrown by arithmetic in a field where an operation has no meaning in it, or gives what is no
 * polynomial of the inputs.
 */
public final class NotPolynomialException extends ArithmeticException {
  @Serial private static final long serialVersionUID = 1;

  NotPolynomialException(String message) {
    super(message);
  }
}
