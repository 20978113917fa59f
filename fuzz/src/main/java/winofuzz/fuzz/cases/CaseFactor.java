package winofuzz.fuzz.cases;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.convolution.Target;
import winofuzz.fuzz.inputs.InputDomain;

/**
 * What cases are told apart by: each factor divides all cases into few classes, of which every case
 * is in one. A mistake that shows only where some classes meet is found when that combination is
 * drawn, however rare each of them is.
 */
public enum CaseFactor {
  /** How many spatial axes there are. */
  RANK("1", "2", "3"),
  DTYPE(CaseDraft.DTYPES.stream().map(dtype -> dtype.kind().label())),
  /** What the inputs are drawn from. */
  DOMAIN(InputDomain.drawn().stream().map(InputDomain::label)),
  /** Input channels of a group: what a sum runs over besides the window. */
  CIN("one", "few", "8", "16-or-more", "beside-8"),
  /** Output channels of a group. */
  COUT("one", "few", "by-8", "beside-8"),
  GROUPS("one", "several", "depthwise"),
  BATCH("1", "2", "3-or-more"),
  PADDING("none", "even", "uneven"),
  /** Outputs along the first axis, modulo the tile. */
  TAIL4(IntStream.range(0, 4).mapToObj(String::valueOf)),
  /** Outputs along the last axis, modulo two tiles, which is what matrix units take. */
  TAIL8(IntStream.range(0, 8).mapToObj(String::valueOf)),
  /** All windows as Winograd's algorithm wants them, some, all of one element, or others. */
  WINDOW("winograd", "partly", "point", "other"),
  /** Whether windows move and spread by one. */
  STEP("plain", "strided", "dilated"),
  TARGET(Arrays.stream(Target.values()).map(Target::label)),
  /** Whether a matrix unit fits the convolution itself, or what it is transformed to. */
  UNIT("none", "direct", "transformed"),
  /** Axes of the output with more than one element: a launch has three dimensions for them. */
  AXES("to-3", "4", "5-or-more");

  private static final int TILE = 4;
  private static final int UNIT_SIZE = 8;

  /** Unmodifiable. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> classes;

  CaseFactor(String... classes) {
    this(Stream.of(classes));
  }

  CaseFactor(Stream<String> classes) {
    this.classes = classes.toList();
  }

  /** The name in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the names of its classes. */
  public List<String> classes() {
    return classes;
  }

  /** Returns the name of the class that a case is in. */
  public String classOf(DrawnCase drawn) {
    return classes.get(indexOf(drawn));
  }

  /** Returns the position of the class that a case is in. */
  int indexOf(DrawnCase drawn) {
    Convolution c = drawn.subject().convolution();
    return switch (this) {
      case RANK -> Math.min(c.spatial().size(), 3) - 1;
      case DTYPE -> classes.indexOf(c.dtype().kind().label());
      case DOMAIN -> Math.max(0, classes.indexOf(drawn.subject().inputs().domain().label()));
      case CIN -> inputs(c.cin() / c.groups());
      case COUT -> outputs(c.cout() / c.groups());
      case GROUPS -> c.groups() == 1 ? 0 : c.cin() > c.groups() ? 1 : 2;
      case BATCH -> Math.min(c.batch(), 3) - 1;
      case PADDING -> padding(c);
      case TAIL4 -> c.spatial().getFirst().output() % TILE;
      case TAIL8 -> c.spatial().getLast().output() % UNIT_SIZE;
      case WINDOW -> window(c);
      case STEP -> step(c);
      case TARGET -> classes.indexOf(drawn.target().label());
      case UNIT -> unit(c, drawn.target());
      case AXES -> Math.clamp(axes(c) - 3L, 0, 2);
    };
  }

  private static int inputs(int n) {
    return n == 1 ? 0 : n < UNIT_SIZE ? 1 : n % UNIT_SIZE != 0 ? 4 : n == UNIT_SIZE ? 2 : 3;
  }

  private static int outputs(int n) {
    return n == 1 ? 0 : n < UNIT_SIZE ? 1 : n % UNIT_SIZE == 0 ? 2 : 3;
  }

  private static int padding(Convolution c) {
    if (c.spatial().stream().allMatch(a -> a.padBefore() + a.padAfter() == 0)) {
      return 0;
    }
    return c.spatial().stream().allMatch(a -> a.padBefore() == a.padAfter()) ? 1 : 2;
  }

  private static int window(Convolution c) {
    if (c.spatial().stream().anyMatch(CaseFactor::isWinograd)) {
      return c.spatial().stream().allMatch(CaseFactor::isWinograd) ? 0 : 1;
    }
    return c.spatial().stream().allMatch(a -> a.kernel() == 1) ? 2 : 3;
  }

  private static boolean isWinograd(Axis a) {
    return a.kernel() == 3 && a.stride() == 1 && a.dilation() == 1;
  }

  private static int step(Convolution c) {
    if (c.spatial().stream().anyMatch(a -> a.dilation() > 1)) {
      return 2;
    }
    return c.spatial().stream().anyMatch(a -> a.stride() > 1) ? 1 : 0;
  }

  private static int unit(Convolution c, Target target) {
    boolean fits =
        target.hasTensorCores()
            && c.cin() / c.groups() % UNIT_SIZE == 0
            && c.cout() / c.groups() % UNIT_SIZE == 0;
    Axis last = c.spatial().getLast();
    if (fits && window(c) == 0 && Math.ceilDiv(last.output(), TILE) % UNIT_SIZE == 0) {
      return 2;
    }
    return fits && window(c) == 2 && last.output() % UNIT_SIZE == 0 ? 1 : 0;
  }

  private static int axes(Convolution c) {
    Stream<Integer> extents =
        Stream.concat(
            Stream.of(c.batch(), c.groups(), c.cout() / c.groups()),
            c.spatial().stream().map(Axis::output));
    return (int) extents.filter(n -> n > 1).count();
  }
}
