package winofuzz.fuzz.coverage;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.ir.DType;

/**
 * What is alike between shapes that take the same way through a compiler: how many elements the
 * last tile of each axis has, whether an axis is padded and evenly, whether there is one or several
 * of each kind of channel.
 *
 * @param dtype the type of its elements
 * @param batch whether there is more than one image
 * @param cin how many input channels a group has: one, some, many
 * @param cout how many output channels a group has: one, some, many
 * @param groups whether there is more than one group
 * @param axes the classes of the spatial axes
 */
public record ShapeClass(
    DType dtype, boolean batch, Count cin, Count cout, boolean groups, List<AxisClass> axes) {
  public ShapeClass {
    axes = List.copyOf(axes);
  }

  /** A number of channels. */
  public enum Count {
    ONE,
    SOME,
    MANY;

    private static final int MANY_FROM = 8;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Count of(int n) {
      return n == 1 ? ONE : n < MANY_FROM ? SOME : MANY;
    }
  }

  /**
   * The class of an axis.
   *
   * @param lastTile outputs in its last tile of four, or 0 where the rewrite is not for it
   * @param padded whether there is padding
   * @param even whether it is the same before and after
   */
  public record AxisClass(int lastTile, boolean padded, boolean even) {

    /** {@code 3p}: three outputs in the last tile, the same padding on both sides. */
    @Override
    public String toString() {
      return lastTile + (padded ? even ? "p" : "u" : "");
    }
  }

  private static final int TILE = 4;

  static ShapeClass of(Convolution c) {
    return new ShapeClass(
        c.dtype(),
        c.batch() > 1,
        Count.of(c.cin() / c.groups()),
        Count.of(c.cout() / c.groups()),
        c.groups() > 1,
        c.spatial().stream().map(a -> of(a, c.isWinograd())).toList());
  }

  private static AxisClass of(Axis a, boolean winograd) {
    return new AxisClass(
        winograd ? (a.output() - 1) % TILE + 1 : 0,
        a.padBefore() + a.padAfter() > 0,
        a.padBefore() == a.padAfter());
  }

  /** {@code float32 batch=several cin=one cout=some groups=one axes=3p,4}. */
  @Override
  public String toString() {
    return "%s batch=%s cin=%s cout=%s groups=%s axes=%s"
        .formatted(
            dtype.kind().label(),
            batch ? "several" : "one",
            cin.label(),
            cout.label(),
            groups ? "several" : "one",
            axes.stream().map(AxisClass::toString).collect(Collectors.joining(",")));
  }
}
