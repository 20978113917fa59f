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

  /** Returns the name used in reports. */
  public String label() {
    return label;
  }
}
