package winofuzz.compiler;

import java.io.Serial;
import winofuzz.ir.InvalidGraphException;

/** A possible convolution that a path fails to lower: in itself a finding, not a user's mistake. */
public final class LoweringException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /** The contradiction in the graph that the path made of the convolution. */
  public LoweringException(InvalidGraphException cause) {
    super(cause.getMessage(), cause);
  }
}
