package winofuzz.bounds;

/** What can be wrong with the integers of a kernel. */
public enum BoundsFault {
  /** An index lies outside of its memory. */
  INDEX("index", "index outside of its memory"),
  /** A number does not fit into its signed type, where arithmetic is undefined. */
  OVERFLOW("overflow", "integer overflow"),
  /** A divisor may be zero. */
  DIVISOR("divisor", "division by zero"),
  /** A shift is by less than zero, or by the width of its type or more. */
  SHIFT("shift", "shift by more than the type has bits"),
  /** A launch is larger than a device takes. */
  LAUNCH("launch", "launch over the limit");

  private final String label;
  private final String description;

  BoundsFault(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /** Returns the name in signatures and files. */
  public String label() {
    return label;
  }

  /** Returns what it is, in words. */
  public String description() {
    return description;
  }
}
