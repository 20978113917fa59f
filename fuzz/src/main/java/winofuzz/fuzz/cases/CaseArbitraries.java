package winofuzz.fuzz.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/**
 * The cases a campaign draws from. Most are two-dimensional, in float32, ones that the rewrite is
 * for, and small enough to be checked in milliseconds; a few are large in one direction. Every case
 * is possible: sizes are drawn after the windows and paddings that they must hold.
 */
public final class CaseArbitraries {
  /** Multiplications of a convolution that a case may take. */
  private static final long MOST_PRODUCTS = 250_000;

  /** Elements of a case, more than which take long though they need few multiplications. */
  private static final long MOST_ELEMENTS = 25_000;

  /** Multiplications in three dimensions, where a tile has 216 elements. */
  static final long MOST_PRODUCTS_IN_VOLUMES = 8_000;

  private static final int PLANE = 2;

  /** Elements of an axis of eight tiles, which a matrix unit takes at a time. */
  private static final int EIGHT_TILES = 32;

  private CaseArbitraries() {}

  /** How large a class of cases is. */
  private enum Extent {
    TINY(6, 3, 1, 2, 20_000),
    SMALL(12, 8, 1, 3, 60_000),
    DEEP(10, 64, 1, 2, MOST_PRODUCTS),
    WIDE(40, 16, 1, 2, MOST_PRODUCTS),
    /** Channels as matrix units and reductions shared by threads want them. */
    BLOCKS(8, 48, 8, 1, MOST_PRODUCTS);

    private final int size;
    private final int channels;
    private final int channelStep;
    private final int batch;
    private final long products;

    Extent(int size, int channels, int channelStep, int batch, long products) {
      this.size = size;
      this.channels = channels;
      this.channelStep = channelStep;
      this.batch = batch;
      this.products = products;
    }
  }

  /** Cases over some input domains. */
  static Arbitrary<ConvCase> cases(Set<InputDomain> domains) {
    return Combinators.combine(convolutions(), inputs(domains)).as(ConvCase::new);
  }

  private static Arbitrary<Inputs> inputs(Set<InputDomain> domains) {
    return Combinators.combine(
            Arbitraries.of(domains.stream().sorted().toList()),
            Arbitraries.longs().between(0, 999_999))
        .as(Inputs::new);
  }

  /** Convolutions of every kind. */
  public static Arbitrary<Convolution> convolutions() {
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(5, 1), Tuple.of(94, PLANE), Tuple.of(1, 3)), extents())
        .as((axes, extent) -> convolutions(axes, axes > PLANE ? Extent.TINY : extent))
        .flatMap(c -> c)
        .filter(CaseArbitraries::isSmallEnough);
  }

  private static Arbitrary<Extent> extents() {
    return Arbitraries.frequency(
        Tuple.of(67, Extent.TINY),
        Tuple.of(25, Extent.SMALL),
        Tuple.of(3, Extent.DEEP),
        Tuple.of(2, Extent.WIDE),
        Tuple.of(3, Extent.BLOCKS));
  }

  /** Whether a convolution can be checked in a time that a campaign has for one case. */
  static boolean isSmallEnough(Convolution c) {
    return c.elements() <= MOST_ELEMENTS
        && products(c) <= (c.spatial().size() > PLANE ? MOST_PRODUCTS_IN_VOLUMES : MOST_PRODUCTS);
  }

  private static Arbitrary<Convolution> convolutions(int axes, Extent extent) {
    Arbitrary<Integer> groups =
        Arbitraries.frequency(Tuple.of(8, 1), Tuple.of(1, 2), Tuple.of(1, 3));
    int step = extent.channelStep;
    Arbitrary<Integer> channels =
        Arbitraries.integers().between(1, extent.channels / step).map(n -> n * step);
    Arbitrary<Integer> batch = Arbitraries.integers().between(1, extent.batch);
    return Combinators.combine(batch, channels, channels, groups, spatial(axes, extent), dtypes())
        .as(
            (n, in, out, g, spatial, dtype) ->
                shrunkTo(
                    axes > PLANE ? MOST_PRODUCTS_IN_VOLUMES : extent.products,
                    new Convolution(n, in * g, out * g, g, spatial, dtype)))
        .filter(c -> products(c) <= extent.products);
  }

  private static Arbitrary<DType> dtypes() {
    return Arbitraries.frequency(
        Tuple.of(92, DType.FLOAT32), Tuple.of(4, DType.FLOAT16), Tuple.of(4, DType.BFLOAT16));
  }

  /** Divides batch, then channels, until the products are few enough. */
  private static Convolution shrunkTo(long limit, Convolution c) {
    Convolution result = c;
    while (products(result) > limit) {
      int g = result.groups();
      if (result.batch() > 1) {
        result = with(result, 1, result.cin(), result.cout());
      } else if (result.cin() > g || result.cout() > g) {
        boolean inputs = result.cin() >= result.cout();
        result =
            with(
                result,
                1,
                inputs ? half(result.cin(), g) : result.cin(),
                inputs ? result.cout() : half(result.cout(), g));
      } else {
        return result;
      }
    }
    return result;
  }

  private static int half(int channels, int groups) {
    return Math.max(1, channels / groups / 2) * groups;
  }

  private static Convolution with(Convolution c, int batch, int cin, int cout) {
    return new Convolution(batch, cin, cout, c.groups(), c.spatial(), c.dtype());
  }

  /** Multiplications that computing a convolution directly takes. */
  static long products(Convolution c) {
    return Convolution.product(c.outputShape())
        * Convolution.product(c.weightShape().subList(1, c.weightShape().size()));
  }

  /** One window for all axes in nine of ten cases, as the rewrite wants it. */
  private static Arbitrary<List<Axis>> spatial(int axes, Extent extent) {
    Arbitrary<Window> usual = Arbitraries.just(new Window(3, 1, 1));
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(9, usual.list().ofSize(axes)), Tuple.of(1, windows().list().ofSize(axes))),
            paddings(2 * axes))
        .as((windows, pads) -> axes(windows, pads, extent))
        .flatMap(a -> a);
  }

  /** What an axis has apart from its size and padding. */
  private record Window(int kernel, int stride, int dilation) {}

  private static Arbitrary<Window> windows() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 5),
            Arbitraries.frequency(Tuple.of(2, 1), Tuple.of(1, 2), Tuple.of(1, 3)),
            Arbitraries.frequency(Tuple.of(2, 1), Tuple.of(1, 2), Tuple.of(1, 3)))
        .as(Window::new);
  }

  /** Before and after each axis. */
  private static Arbitrary<List<Integer>> paddings(int sides) {
    Arbitrary<Integer> pad = Arbitraries.integers().between(0, 2);
    Arbitrary<List<Integer>> alike = pad.map(p -> Collections.nCopies(sides, p));
    return Arbitraries.frequencyOf(Tuple.of(3, alike), Tuple.of(2, pad.list().ofSize(sides)));
  }

  private static Arbitrary<List<Axis>> axes(
      List<Window> windows, List<Integer> pads, Extent extent) {
    List<Arbitrary<Axis>> result = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      result.add(axis(windows.get(i), pads.get(2 * i), pads.get(2 * i + 1), extent));
    }
    return Combinators.combine(result).as(List::copyOf);
  }

  private static Arbitrary<Axis> axis(Window w, int before, int after, Extent extent) {
    int least = Math.max(1, w.dilation * (w.kernel - 1) + 1 - before - after);
    return sizes(least, extent)
        .map(size -> new Axis(size, w.kernel, before, after, w.stride, w.dilation));
  }

  private static Arbitrary<Integer> sizes(int least, Extent extent) {
    Arbitrary<Integer> any = Arbitraries.integers().between(least, Math.max(least, extent.size));
    return extent == Extent.BLOCKS
        ? Arbitraries.frequencyOf(Tuple.of(2, any), Tuple.of(1, Arbitraries.just(EIGHT_TILES)))
        : any;
  }
}
