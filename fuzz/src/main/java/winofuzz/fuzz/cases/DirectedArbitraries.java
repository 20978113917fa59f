package winofuzz.fuzz.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.convolution.Target;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/** The cases of a row of classes: small ones, as it is their combination that counts. */
final class DirectedArbitraries {
  /** How often a case that misses the row is drawn again: few do. */
  private static final int MOST_MISSES = 400;

  /** Multiplications that a case may take; one for a matrix unit, which takes many at a time. */
  private static final long MOST_PRODUCTS = 100_000;

  private static final long MOST_PRODUCTS_FOR_UNITS = 300_000;

  private static final int TILE = 4;
  private static final int UNIT = 8;

  /** Outputs along an axis of eight tiles, the last of which may be cut off. */
  private static final int EIGHT_TILES = TILE * UNIT;

  private final FactorRow row;

  private DirectedArbitraries(FactorRow row) {
    this.row = row;
  }

  /** Returns the cases that are in all classes of a row. */
  static Arbitrary<DrawnCase> of(FactorRow row) {
    DirectedArbitraries directed = new DirectedArbitraries(row);
    Target target = KnownNames.target(row.nameOf(CaseFactor.TARGET));
    return Combinators.combine(directed.convolutions(), directed.inputs())
        .as((convolution, inputs) -> new DrawnCase(new ConvCase(convolution, inputs), target))
        .filter(MOST_MISSES, drawn -> FactorRow.of(drawn).equals(row));
  }

  private Arbitrary<Inputs> inputs() {
    InputDomain domain = KnownNames.domain(row.nameOf(CaseFactor.DOMAIN));
    return Arbitraries.longs().between(0, 999_999).map(seed -> new Inputs(domain, seed));
  }

  private Arbitrary<Convolution> convolutions() {
    DType dtype = CaseDraft.DTYPES.get(row.index(CaseFactor.DTYPE));
    return Combinators.combine(batch(), channels(CaseFactor.CIN), cout(), groups(), spatial())
        .as((n, in, out, g, axes) -> new Convolution(n, in * g, out * g, g, axes, dtype))
        .filter(MOST_MISSES, c -> CaseArbitraries.products(c) <= mostProducts());
  }

  private long mostProducts() {
    if (row.isOtherThan(CaseFactor.UNIT, "none")) {
      return MOST_PRODUCTS_FOR_UNITS;
    }
    return row.is(CaseFactor.RANK, "3") && row.is(CaseFactor.WINDOW, "winograd")
        ? CaseArbitraries.MOST_PRODUCTS_IN_VOLUMES
        : MOST_PRODUCTS;
  }

  private Arbitrary<Integer> batch() {
    return row.is(CaseFactor.BATCH, "3-or-more")
        ? Arbitraries.of(3, 3, 3, 4)
        : Arbitraries.just(row.index(CaseFactor.BATCH) + 1);
  }

  private Arbitrary<Integer> groups() {
    return row.is(CaseFactor.GROUPS, "one") ? Arbitraries.just(1) : Arbitraries.of(2, 2, 3);
  }

  private Arbitrary<Integer> channels(CaseFactor factor) {
    return switch (row.nameOf(factor)) {
      case "one" -> Arbitraries.just(1);
      case "few" -> Arbitraries.of(2, 2, 3, 5);
      case "8" -> Arbitraries.just(UNIT);
      case "16-or-more" -> Arbitraries.of(2 * UNIT, 2 * UNIT, 2 * UNIT, 3 * UNIT);
      case "beside-8" -> Arbitraries.of(UNIT + 1, UNIT + 1, 2 * UNIT - 1, 2 * UNIT + 1);
      default -> throw new AssertionError(row.nameOf(factor));
    };
  }

  private Arbitrary<Integer> cout() {
    return row.is(CaseFactor.COUT, "by-8")
        ? Arbitraries.of(UNIT, UNIT, UNIT, 2 * UNIT)
        : channels(CaseFactor.COUT);
  }

  private Arbitrary<List<Axis>> spatial() {
    int rank = row.index(CaseFactor.RANK) + 1;
    List<Arbitrary<Axis>> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(axis(outputs(i, rank), i));
    }
    return Combinators.combine(axes).as(List::copyOf);
  }

  /** Outputs along an axis: few, and as many as the tails of the first and last one want. */
  private List<Integer> outputs(int axis, int rank) {
    boolean isFirst = axis == 0;
    boolean isLast = axis == rank - 1;
    int tail4 = row.index(CaseFactor.TAIL4);
    int tail8 = row.index(CaseFactor.TAIL8);
    boolean isTransformed = row.is(CaseFactor.UNIT, "transformed");
    if (isLast && isTransformed) {
      return fitting(EIGHT_TILES - TILE + 1, EIGHT_TILES, n -> n % UNIT == tail8);
    }
    int most = isLast ? 2 * UNIT : isTransformed ? TILE + 1 : 2 * TILE;
    return isFirst || isLast
        ? fitting(1, most, n -> (!isFirst || n % TILE == tail4) && (!isLast || n % UNIT == tail8))
        : List.of(1, 2);
  }

  private static List<Integer> fitting(int least, int most, Predicate<Integer> fits) {
    return IntStream.rangeClosed(least, most).boxed().filter(fits).toList();
  }

  private record Window(int kernel, int stride, int dilation) {}

  private Arbitrary<Axis> axis(List<Integer> outputs, int number) {
    Arbitrary<Integer> fewest = Arbitraries.just(outputs.getFirst());
    Arbitrary<Integer> any =
        Arbitraries.frequencyOf(Tuple.of(3, fewest), Tuple.of(1, Arbitraries.of(outputs)));
    return Combinators.combine(any, windows(number), paddings())
        .as(DirectedArbitraries::axis)
        .filter(MOST_MISSES, axis -> axis.size() > 0);
  }

  /** An axis with so many outputs; its size is zero where padding alone is more than enough. */
  private static Axis axis(int outputs, Window w, List<Integer> padding) {
    int padded = (outputs - 1) * w.stride + (w.kernel - 1) * w.dilation + 1;
    int size = Math.max(0, padded - padding.getFirst() - padding.getLast());
    return new Axis(size, w.kernel, padding.getFirst(), padding.getLast(), w.stride, w.dilation);
  }

  private Arbitrary<Window> windows(int axis) {
    Arbitrary<Integer> strides =
        row.is(CaseFactor.STEP, "plain")
            ? Arbitraries.just(1)
            : Arbitraries.integers().between(1, 3);
    Arbitrary<Integer> dilations =
        row.is(CaseFactor.STEP, "dilated")
            ? Arbitraries.integers().between(1, 3)
            : Arbitraries.just(1);
    Arbitrary<Window> any =
        Combinators.combine(Arbitraries.integers().between(1, 4), strides, dilations)
            .as(Window::new);
    Arbitrary<Window> winograd = Arbitraries.just(new Window(3, 1, 1));
    return switch (row.nameOf(CaseFactor.WINDOW)) {
      case "winograd" -> winograd;
      case "partly" -> axis == 0 ? winograd : any;
      case "point" -> strides.map(stride -> new Window(1, stride, 1));
      default -> any; // Others; what is a class of its own is drawn again.
    };
  }

  private Arbitrary<List<Integer>> paddings() {
    Arbitrary<Integer> pad = Arbitraries.integers().between(0, 2);
    return switch (row.nameOf(CaseFactor.PADDING)) {
      case "none" -> Arbitraries.just(List.of(0, 0));
      case "even" -> pad.map(p -> List.of(p, p));
      default -> pad.list().ofSize(2); // Uneven ones; what is even throughout is drawn again.
    };
  }
}
