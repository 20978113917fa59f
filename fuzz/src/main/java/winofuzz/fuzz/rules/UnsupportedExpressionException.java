package winofuzz.fuzz.rules;

import java.io.Serial;

/** Thrown where a node has no value by itself, or none that is computed here. */
final class UnsupportedExpressionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  UnsupportedExpressionException(String message) {
    super(message);
  }
}
