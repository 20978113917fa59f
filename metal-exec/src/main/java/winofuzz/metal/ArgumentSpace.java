package winofuzz.metal;

/** A kind of argument; each has indices of its own. */
public enum ArgumentSpace {
  BUFFER("buffer", 30),
  THREADGROUP("threadgroup argument", 30),
  FUNCTION_CONSTANT("function constant", 65535);

  private final String description;
  private final int mostIndex;

  ArgumentSpace(String description, int mostIndex) {
    this.description = description;
    this.mostIndex = mostIndex;
  }

  /** Returns the largest index that Metal allows. */
  public int mostIndex() {
    return mostIndex;
  }

  /** Returns the words for one in a message. */
  public String description() {
    return description;
  }
}
