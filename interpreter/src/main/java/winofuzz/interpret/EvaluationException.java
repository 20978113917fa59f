package winofuzz.interpret;

import java.io.Serial;

/**
 * A program that cannot be evaluated to its end: which node, what went wrong, with which values.
 */
public final class EvaluationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public EvaluationException(String message) {
    super(message);
  }
}
