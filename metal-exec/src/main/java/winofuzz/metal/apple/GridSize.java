package winofuzz.metal.apple;

import com.sun.jna.Structure;
import winofuzz.metal.Extent;

/** {@code MTLSize}, passed by value. Public with public fields, as JNA asks. */
@Structure.FieldOrder({"width", "height", "depth"})
public final class GridSize extends Structure implements Structure.ByValue {

  public long width;
  public long height;
  public long depth;

  static GridSize of(Extent extent) {
    GridSize size = new GridSize();
    size.width = extent.x();
    size.height = extent.y();
    size.depth = extent.z();
    return size;
  }
}
