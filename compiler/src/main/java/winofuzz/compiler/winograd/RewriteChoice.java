package winofuzz.compiler.winograd;

import java.util.EnumSet;
import java.util.Set;
import winofuzz.compiler.pass.BuiltinPath;

/**
 * A choice that the algorithm leaves open. Most change no value, only which axes and buffers the
 * kernels have and in what order: a row of {@link #of} is one attempt at a launch grid.
 */
enum RewriteChoice {
  /** The products are weight times activation, which orders the kernel's buffers. */
  WEIGHT_FIRST,

  /** The buffer of products has the points of the Winograd domain before all other axes. */
  POINTS_FIRST,

  /**
   * An axis of both factors, the groups, is one axis of the products. Without this choice each
   * factor has its own, and the products of every group with every other are computed in vain.
   */
  COMMON_AXES_ONCE,

  /**
   * Axes come in the order in which the convolution's axes are numbered, not in that in which its
   * factors happen to mention them.
   */
  AXES_IN_ORDER,

  /** Where nothing is left to sum, with one channel a group, products are not reduced. */
  NO_EMPTY_REDUCE,

  /**
   * Where a tile overruns the input it reads zeros that are put around the input, as in tensor
   * operations, and not memory through a gate.
   */
  PADDED_TILES,

  /**
   * A row of a matrix is told by where it begins and ends, as in a concatenation of rows, and not
   * by its number.
   */
  CONCATENATED_ROWS,

  /** A transform numbers the axes of its result before those that it passes through. */
  RESULT_AXES_FIRST,

  /** The axes of the weight are numbered after all others. */
  WEIGHT_AXES_LAST,

  /** The buffer of products has tiles, channels and images in that order, and not the reverse. */
  TILES_FIRST_IN_PRODUCTS,

  /** The output transform has tiles, images and channels in that order; see {@link #of}. */
  TILES_FIRST_IN_OUTPUTS,

  /** The result is read as if it had images, channels and tiles in that order, whatever it has. */
  READ_CHANNELS_FIRST;

  /**
   * Returns the choices of a path.
   *
   * <p>The first two attempts change one of two orders that must be the same, so the values that
   * they compute are wrong where those orders differ.
   */
  static Set<RewriteChoice> of(BuiltinPath path) {
    return switch (path) {
      case NEW -> EnumSet.of(RESULT_AXES_FIRST, WEIGHT_AXES_LAST);
      case HYBRID, OPTION_B -> EnumSet.of(WEIGHT_FIRST, RESULT_AXES_FIRST, WEIGHT_AXES_LAST);
      case MATCHED ->
          EnumSet.of(
              WEIGHT_FIRST,
              RESULT_AXES_FIRST,
              WEIGHT_AXES_LAST,
              POINTS_FIRST,
              COMMON_AXES_ONCE,
              AXES_IN_ORDER,
              NO_EMPTY_REDUCE,
              PADDED_TILES,
              CONCATENATED_ROWS);
      case BuiltinPath.POINTS_FIRST ->
          EnumSet.of(WEIGHT_FIRST, RESULT_AXES_FIRST, WEIGHT_AXES_LAST, POINTS_FIRST);
      case BEFORE_ATTEMPTS -> EnumSet.of(WEIGHT_FIRST);
      case ATTEMPT_1 -> EnumSet.of(WEIGHT_FIRST, TILES_FIRST_IN_PRODUCTS);
      case ATTEMPT_2 -> EnumSet.of(WEIGHT_FIRST, TILES_FIRST_IN_OUTPUTS);
      case ATTEMPT_3 -> EnumSet.of(WEIGHT_FIRST, RESULT_AXES_FIRST);
      case ATTEMPT_4 -> EnumSet.of(WEIGHT_FIRST, WEIGHT_AXES_LAST);
      case DIRECT, OLD -> throw new AssertionError(path + " does not rewrite ranges");
    };
  }

  /**
   * Returns the choices of the published hybrid, which has all four attempts in it: it writes in
   * two orders and reads in a third.
   */
  static Set<RewriteChoice> indexOrderDefect() {
    return EnumSet.of(
        WEIGHT_FIRST,
        RESULT_AXES_FIRST,
        WEIGHT_AXES_LAST,
        TILES_FIRST_IN_PRODUCTS,
        TILES_FIRST_IN_OUTPUTS,
        READ_CHANNELS_FIRST);
  }
}
