package winofuzz.metal.apple;

/** What Metal makes of a text or a function. */
sealed interface Made {

  record Ready(Owned object) implements Made {}

  /**
   * It refused.
   *
   * @param reason in its words
   */
  record Refused(String reason) implements Made {}
}
