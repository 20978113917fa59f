package winofuzz.fuzz.external;

import java.io.Serial;

/** Thrown where the process of a compiler does not speak the protocol, or not any more. */
final class BrokenCompilerException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /** How it broke; what breaks in another way is another bug. */
  enum Way {
    /** It ended, or closed its input or output. */
    EXITED("exited"),
    /** It said nothing in time. */
    SILENT("silent"),
    /** It wrote something else than what it was asked for. */
    NO_ANSWER("no-answer");

    private final String word;

    Way(String word) {
      this.word = word;
    }

    /** What signatures have in the place of a place. */
    String word() {
      return word;
    }
  }

  private final Way way;

  /**
   * @param message what it did, in one line
   */
  BrokenCompilerException(Way way, String message) {
    super(message);
    this.way = way;
  }

  BrokenCompilerException(Way way, String message, Throwable cause) {
    super(message, cause);
    this.way = way;
  }

  Way way() {
    return way;
  }
}
