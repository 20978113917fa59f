package winofuzz.ir;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown for a graph that breaks a constraint. The message says at which operation, what was
 * expected and what was found.
 */
public final class InvalidGraphException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient @Nullable UOp node;

  public InvalidGraphException(String message) {
    this(message, null);
  }

  InvalidGraphException(String message, @Nullable UOp node) {
    super(message);
    this.node = node;
  }

  /** Returns the node that breaks it, if there is one. */
  public Optional<UOp> node() {
    return Optional.ofNullable(node);
  }
}
