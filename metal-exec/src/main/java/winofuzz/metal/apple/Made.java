package winofuzz.metal.apple;

/** The result of compiling a text or a function with Metal. */
sealed interface Made {

  record Ready(Owned object) implements Made {}

  /**
   * It refused.
   *
   * @param reason in its words
   */
  record Refused(String reason) implements Made {}
}
