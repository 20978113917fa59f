package winofuzz.fuzz.fleet;

import java.io.Serial;

/** The processes that were asked a question ended before they answered it. */
public final class JudgeLostException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /**
   * A question without an answer.
   *
   * @param message how the processes ended, in one line
   */
  public JudgeLostException(String message) {
    super(message);
  }
}
