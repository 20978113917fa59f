package winofuzz.work;

/**
 * Ends work that may go on no longer. An Error, so that code which takes the failures of an engine
 * for results lets it pass.
 */
public final class WorkLimitError extends Error {
  private static final long serialVersionUID = 1L;

  private final boolean cancelled;

  WorkLimitError(String message, boolean cancelled) {
    super(message, null, false, false);
    this.cancelled = cancelled;
  }

  /** Whether the work was {@linkplain WorkMeter#cancel cancelled}, not at its limit. */
  public boolean isCancelled() {
    return cancelled;
  }
}
