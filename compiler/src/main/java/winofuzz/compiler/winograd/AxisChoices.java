package winofuzz.compiler.winograd;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.pass.BuiltinPath;

/**
 * The choices that the rewrite leaves open: they change no value, only the order of a kernel's
 * buffers and axes. Each published attempt at another grid is one row of this table.
 *
 * @param weightFirst whether the products are weight times activation rather than the reverse,
 *     which orders the kernel's buffers
 * @param pointsFirst whether the buffer of products has the points of the Winograd domain before
 *     all other axes rather than after them
 * @param product order of the other axes of the buffer of products
 * @param output order of the axes of the output transform
 */
record AxisChoices(
    boolean weightFirst, boolean pointsFirst, List<Group> product, List<Group> output) {

  /** A group of axes that stay together. */
  enum Group {
    /** Tiles, one axis for each spatial axis. */
    TILES,
    /** Axes of the activation alone: images, and groups. */
    ACTIVATION,
    /** Axes of the weight alone: output channels. */
    WEIGHT
  }

  private static final List<Group> CHANNELS_FIRST =
      List.of(Group.ACTIVATION, Group.WEIGHT, Group.TILES);

  static AxisChoices of(BuiltinPath path) {
    return switch (path) {
      case NEW -> new AxisChoices(false, false, CHANNELS_FIRST, CHANNELS_FIRST);
      case HYBRID -> new AxisChoices(true, false, CHANNELS_FIRST, CHANNELS_FIRST);
      case MATCHED -> new AxisChoices(true, true, CHANNELS_FIRST, CHANNELS_FIRST);
      case DIRECT, OLD -> throw new AssertionError(path + " does not rewrite ranges");
    };
  }

  /**
   * Returns the choices of the published hybrid, which writes in two orders and reads in a third.
   */
  static AxisChoices indexOrderDefect() {
    List<Group> product = List.of(Group.TILES, Group.WEIGHT, Group.ACTIVATION);
    List<Group> output = List.of(Group.TILES, Group.ACTIVATION, Group.WEIGHT);
    return new AxisChoices(true, false, product, output);
  }

  /** Lists for each group, put one after the other in an order. */
  static <T> List<T> arrange(List<Group> order, List<T> tiles, List<T> activation, List<T> weight) {
    List<T> result = new ArrayList<>();
    for (Group group : order) {
      result.addAll(
          switch (group) {
            case TILES -> tiles;
            case ACTIVATION -> activation;
            case WEIGHT -> weight;
          });
    }
    return result;
  }
}
