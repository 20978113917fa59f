package winofuzz.metal;

/** What an argument's index counts: each kind of argument has indices of its own. */
public enum ArgumentSpace {
  BUFFER("buffer"),
  THREADGROUP("threadgroup argument"),
  FUNCTION_CONSTANT("function constant");

  private final String description;

  ArgumentSpace(String description) {
    this.description = description;
  }

  /** What a message calls one. */
  public String description() {
    return description;
  }
}
