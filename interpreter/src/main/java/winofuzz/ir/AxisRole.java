package winofuzz.ir;

/** Where a range came from in the convolution, so that a grid axis can be named at the end. */
public enum AxisRole {
  BATCH("batch"),
  GROUP("group"),
  COUT("cout"),
  CIN("cin"),
  TILE_Y("tile-y"),
  TILE_X("tile-x"),
  OUT_Y("out-y"),
  OUT_X("out-x"),
  WINOGRAD_U("winograd-u"),
  WINOGRAD_V("winograd-v"),
  KERNEL_Y("kernel-y"),
  KERNEL_X("kernel-x"),
  LANE("lane"),
  /** Unknown: the frontend does not say. */
  OTHER("other");

  private final String label;

  AxisRole(String label) {
    this.label = label;
  }

  /** Whether the range goes along an axis of the image: over tiles, or over output positions. */
  public boolean isSpatial() {
    return switch (this) {
      case TILE_Y, TILE_X, OUT_Y, OUT_X -> true;
      case BATCH, GROUP, COUT, CIN, WINOGRAD_U, WINOGRAD_V, KERNEL_Y, KERNEL_X, LANE, OTHER ->
          false;
    };
  }

  /** Returns the name used in reports. */
  public String label() {
    return label;
  }
}
