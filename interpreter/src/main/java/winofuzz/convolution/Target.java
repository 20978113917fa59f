package winofuzz.convolution;

/** What kernels are compiled for. */
public enum Target {
  /** An Apple GPU with its 8x8 matrix units. */
  APPLE("apple"),
  /** The same without the matrix units. */
  APPLE_NOTC("apple-notc");

  private final String label;

  Target(String label) {
    this.label = label;
  }

  /** The name on the command line. */
  public String label() {
    return label;
  }

  public boolean hasTensorCores() {
    return this == APPLE;
  }
}
