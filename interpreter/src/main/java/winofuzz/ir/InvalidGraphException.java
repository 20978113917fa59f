package winofuzz.ir;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A graph that breaks a constraint: which op, what was expected, what was found. */
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

  /** The node that breaks it, if there is one. */
  public Optional<UOp> node() {
    return Optional.ofNullable(node);
  }
}
