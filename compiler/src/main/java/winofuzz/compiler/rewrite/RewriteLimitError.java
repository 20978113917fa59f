package winofuzz.compiler.rewrite;

/** A rewrite that did not come to an end: some rules undo each other. A bug of those rules. */
public final class RewriteLimitError extends AssertionError {
  private static final long serialVersionUID = 1L;

  RewriteLimitError(String message) {
    super(message);
  }
}
