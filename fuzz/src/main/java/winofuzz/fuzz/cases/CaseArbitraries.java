package winofuzz.fuzz.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import winofuzz.compiler.Convolution;
import winofuzz.compiler.Convolution.Axis;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/**
 * The cases a campaign draws from. Most are small enough to be checked in milliseconds; a few are
 * large in one direction. Every case is possible: sizes are drawn after the windows and paddings
 * that they must hold.
 */
public final class CaseArbitraries {
  /** Multiplications of a convolution that a case of the widest class may take. */
  private static final long MOST_PRODUCTS = 1_500_000;

  private CaseArbitraries() {}

  /** How large a class of cases is. */
  private enum Extent {
    TINY(6, 3, 2, 20_000),
    SMALL(12, 8, 3, 100_000),
    DEEP(10, 64, 2, MOST_PRODUCTS),
    WIDE(40, 16, 2, MOST_PRODUCTS);

    private final int size;
    private final int channels;
    private final int batch;
    private final long products;

    Extent(int size, int channels, int batch, long products) {
      this.size = size;
      this.channels = channels;
      this.batch = batch;
      this.products = products;
    }
  }

  /** Cases in float32 over some input domains. */
  public static Arbitrary<ConvCase> cases(Set<InputDomain> domains) {
    return Combinators.combine(convolutions(), inputs(domains)).as(ConvCase::new);
  }

  /** How inputs are drawn. */
  public static Arbitrary<Inputs> inputs(Set<InputDomain> domains) {
    return Combinators.combine(
            Arbitraries.of(domains.stream().sorted().toList()),
            Arbitraries.longs().between(0, 999_999))
        .as(Inputs::new);
  }

  /** Two-dimensional convolutions, mostly ones the rewrite is for. */
  public static Arbitrary<Convolution> convolutions() {
    return Arbitraries.frequency(
            Tuple.of(60, Extent.TINY),
            Tuple.of(30, Extent.SMALL),
            Tuple.of(6, Extent.DEEP),
            Tuple.of(4, Extent.WIDE))
        .flatMap(CaseArbitraries::convolutions);
  }

  private static Arbitrary<Convolution> convolutions(Extent extent) {
    Arbitrary<Integer> groups =
        Arbitraries.frequency(Tuple.of(8, 1), Tuple.of(1, 2), Tuple.of(1, 3));
    Arbitrary<Integer> channels = Arbitraries.integers().between(1, extent.channels);
    Arbitrary<Integer> batch = Arbitraries.integers().between(1, extent.batch);
    return Combinators.combine(batch, channels, channels, groups, spatial(extent.size))
        .as(
            (n, in, out, g, axes) ->
                shrunkTo(
                    extent.products, new Convolution(n, in * g, out * g, g, axes, DType.FLOAT32)))
        .filter(c -> products(c) <= extent.products);
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

  private static Arbitrary<List<Axis>> spatial(int largest) {
    return Combinators.combine(windows(), paddings())
        .as((window, pads) -> axes(window, pads, largest))
        .flatMap(a -> a);
  }

  /** What the axes have in common. */
  private record Window(int height, int width, int stride, int dilation) {}

  private static Arbitrary<Window> windows() {
    Arbitrary<Integer> extent = Arbitraries.integers().between(1, 5);
    Arbitrary<Integer> step = Arbitraries.integers().between(1, 2);
    Arbitrary<Window> other = Combinators.combine(extent, extent, step, step).as(Window::new);
    Arbitrary<Window> usual = Arbitraries.just(new Window(3, 3, 1, 1));
    return Arbitraries.frequencyOf(Tuple.of(9, usual), Tuple.of(1, other));
  }

  /** Top, bottom, left, right. */
  private static Arbitrary<List<Integer>> paddings() {
    Arbitrary<Integer> pad = Arbitraries.integers().between(0, 2);
    Arbitrary<List<Integer>> alike = pad.map(p -> List.of(p, p, p, p));
    return Arbitraries.frequencyOf(Tuple.of(3, alike), Tuple.of(2, pad.list().ofSize(4)));
  }

  private static Arbitrary<List<Axis>> axes(Window window, List<Integer> pads, int largest) {
    return Combinators.combine(
            size(window.height, window.dilation, pads.get(0) + pads.get(1), largest),
            size(window.width, window.dilation, pads.get(2) + pads.get(3), largest))
        .as(
            (h, w) -> {
              List<Axis> result = new ArrayList<>();
              result.add(axis(h, window.height, pads.subList(0, 2), window));
              result.add(axis(w, window.width, pads.subList(2, 4), window));
              return result;
            });
  }

  private static Axis axis(int size, int kernel, List<Integer> pads, Window window) {
    return new Axis(size, kernel, pads.get(0), pads.get(1), window.stride, window.dilation);
  }

  private static Arbitrary<Integer> size(int kernel, int dilation, int padding, int largest) {
    int least = Math.max(1, dilation * (kernel - 1) + 1 - padding);
    return Arbitraries.integers().between(least, Math.max(least, largest));
  }
}
