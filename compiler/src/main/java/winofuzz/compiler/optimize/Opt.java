package winofuzz.compiler.optimize;

import winofuzz.ir.AxisType;

/**
 * One step of scheduling a kernel.
 *
 * <p>Axes are counted in {@link AxisOrder}, among all ranges of the kernel unless said otherwise.
 */
public sealed interface Opt {

  /** {@code OP axis argument}, as listings have it. */
  String text();

  /** What a {@link Split} makes of the part it splits off. */
  enum SplitKind {
    /** Lanes of a vector; the axis is not a reduction. */
    UPCAST(AxisType.UPCAST),
    /** Unrolled code; the axis is counted among the reductions that are not yet unrolled. */
    UNROLL(AxisType.UNROLL),
    /** Threads of a threadgroup. */
    LOCAL(AxisType.LOCAL),
    /** Threads that share a reduction, neighbours next to each other; counted among reductions. */
    GROUP(AxisType.GROUP_REDUCE),
    /** Threads that share a reduction, a contiguous piece for each; counted among reductions. */
    GROUPTOP(AxisType.GROUP_REDUCE);

    private final AxisType type;

    SplitKind(AxisType type) {
      this.type = type;
    }

    /** Returns the type of the range that is split off. */
    public AxisType type() {
      return type;
    }

    /** Whether threads share a reduction. */
    public boolean isGroup() {
      return type == AxisType.GROUP_REDUCE;
    }
  }

  /**
   * Splits a range of size {@code n} into {@code n / amount} and {@code amount}.
   *
   * @param kind what becomes of the new range
   * @param axis which axis
   * @param amount size of the new range, 0 for the whole
   */
  record Split(SplitKind kind, int axis, int amount) implements Opt {
    @Override
    public String text() {
      return kind + " " + axis + " " + amount;
    }
  }

  /**
   * Computes the first sum of products on a matrix unit.
   *
   * @param axis which of the possible choices of three axes
   * @param select which matrix unit, -1 for the first that fits
   * @param level 0 and 1: sizes must be multiples of the unit's; 2: they may be padded
   * @param use 1 to use the unit, 2 to lay out the axes only
   */
  record TensorCores(int axis, int select, int level, int use) implements Opt {
    @Override
    public String text() {
      return "TC " + axis + " " + select + "/" + level + "/" + use;
    }
  }

  /**
   * Exchanges the numbers of two grid axes.
   *
   * @param axis one
   * @param other the other
   */
  record Swap(int axis, int other) implements Opt {
    @Override
    public String text() {
      return "SWAP " + axis + " " + other;
    }
  }

  /**
   * Rounds the size of an axis up, with no access to memory beyond the old size.
   *
   * @param axis which axis
   * @param multiple what the size becomes a multiple of
   */
  record PadTo(int axis, int multiple) implements Opt {
    @Override
    public String text() {
      return "PADTO " + axis + " " + multiple;
    }
  }

  /** Gives up threads of a threadgroup altogether. */
  enum NoLocals implements Opt {
    NO_LOCALS;

    @Override
    public String text() {
      return "NOLOCALS None None";
    }
  }

  static Opt upcast(int axis, int amount) {
    return new Split(SplitKind.UPCAST, axis, amount);
  }

  static Opt unroll(int axis, int amount) {
    return new Split(SplitKind.UNROLL, axis, amount);
  }

  static Opt local(int axis, int amount) {
    return new Split(SplitKind.LOCAL, axis, amount);
  }

  static Opt group(int axis, int amount) {
    return new Split(SplitKind.GROUP, axis, amount);
  }

  static Opt groupTop(int axis, int amount) {
    return new Split(SplitKind.GROUPTOP, axis, amount);
  }

  /** Reads what {@link #text} writes; anything else is an {@link IllegalArgumentException}. */
  static Opt parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length == 3) {
      try {
        return switch (parts[0]) {
          case "TC" -> tensorCores(number(parts[1]), parts[2].split("/", -1));
          case "SWAP" -> new Swap(number(parts[1]), number(parts[2]));
          case "PADTO" -> new PadTo(number(parts[1]), number(parts[2]));
          case "NOLOCALS" -> NoLocals.NO_LOCALS;
          default -> new Split(SplitKind.valueOf(parts[0]), number(parts[1]), number(parts[2]));
        };
      } catch (IllegalArgumentException notAnOption) {
        throw new IllegalArgumentException(expected(text), notAnOption);
      }
    }
    throw new IllegalArgumentException(expected(text));
  }

  private static Opt tensorCores(int axis, String[] argument) {
    if (argument.length != 3) {
      throw new IllegalArgumentException("expected select/level/use");
    }
    return new TensorCores(axis, number(argument[0]), number(argument[1]), number(argument[2]));
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  private static String expected(String text) {
    return "option: expected OP axis argument, as in UPCAST 1 4, found " + text;
  }
}
