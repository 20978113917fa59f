package winofuzz.interpret;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/**
 * Thrown when a program cannot be evaluated. The message says at which node, and what was wrong
 * with which values.
 */
public final class EvaluationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient @Nullable UOp node;

  public EvaluationException(String message) {
    this(message, null, null);
  }

  private EvaluationException(String message, @Nullable UOp node, @Nullable Throwable cause) {
    super(message, cause);
    this.node = node;
  }

  /** Returns the failure with a node named as its place, unless it names one already. */
  static EvaluationException at(UOp node, RuntimeException failure) {
    if (failure instanceof EvaluationException e && e.node != null) {
      return e;
    }
    String message = String.valueOf(failure.getMessage());
    String name = node.toString();
    return new EvaluationException(
        message.startsWith(name) ? message : name + ": " + message, node, failure);
  }

  /** Returns the node whose evaluation failed. */
  public Optional<UOp> node() {
    return Optional.ofNullable(node);
  }
}
