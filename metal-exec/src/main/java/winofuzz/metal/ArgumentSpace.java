package winofuzz.metal;

/** A kind of argument; each has indices of its own. */
public enum ArgumentSpace {
  BUFFER("buffer"),
  THREADGROUP("threadgroup argument"),
  FUNCTION_CONSTANT("function constant");

  private final String description;

  ArgumentSpace(String description) {
    this.description = description;
  }

  /** Returns the words for one in a message. */
  public String description() {
    return description;
  }
}
