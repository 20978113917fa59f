package winofuzz.convolution;

/** The kind of device that kernels are compiled for. */
public enum Target {
  /** An Apple GPU with its 8x8 matrix units. */
  APPLE("apple", true),
  /** The same without the matrix units. */
  APPLE_NOTC("apple-notc", false);

  private final String label;
  private final boolean hasTensorCores;

  Target(String label, boolean hasTensorCores) {
    this.label = label;
    this.hasTensorCores = hasTensorCores;
  }

  /** Returns the name on the command line. */
  public String label() {
    return label;
  }

  /** Whether it has 8x8 matrix units. */
  public boolean hasTensorCores() {
    return hasTensorCores;
  }
}
