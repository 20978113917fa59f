package winofuzz.fuzz.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/**
 * The large cases of a campaign, by number. Their activation or output has about as many elements
 * as where something changes in a compiler: 2^24 and more, up to 2^31 and 2^32, where index types
 * and launches come to their limits. A case depends on the seed and its number alone.
 */
final class LargeCases {
  /** Of how many cases one is large. */
  private static final int ONE_IN = 128;

  /** Powers of two that an array has about as many elements as. */
  private static final List<Integer> POWERS = List.of(25, 26, 29, 30, 31, 31, 32, 32, 33, 36);

  /** Powers of two that one extent is about as large as. */
  private static final List<Integer> EXTENTS = List.of(15, 16, 16, 20, 24);

  /** How far an extent may lie beside a power of two. */
  private static final int BESIDE = 4;

  private static final int MOST_CHANNELS = 8;

  /** Draws that lead to no large case before there is none. */
  private static final int ATTEMPTS = 32;

  private static final Hash KIND = Hash.of(0x1a56e);

  private LargeCases() {}

  /** Which extent makes a case large. */
  private enum Direction {
    BATCH,
    CIN,
    COUT,
    PLANE
  }

  /**
   * Returns the large case of a number; empty where the case of that number is none.
   *
   * @param domains what its inputs may be drawn from
   */
  static Optional<ConvCase> of(long seed, long index, Set<InputDomain> domains) {
    Hash random = KIND.with(seed).with(index);
    return random.with(-1).below(ONE_IN) == 0
        ? Optional.of(drawn(random, domains))
        : Optional.empty();
  }

  private static ConvCase drawn(Hash random, Set<InputDomain> domains) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Hash here = random.with(attempt);
      try {
        Convolution c = convolution(here);
        if (c.isLarge()) {
          List<InputDomain> sorted = domains.stream().sorted().toList();
          InputDomain domain = sorted.get(here.with(90).below(sorted.size()));
          return new ConvCase(c, new Inputs(domain, here.with(91).below(1_000_000)));
        }
      } catch (BadConvolutionException e) {
        // An array beyond the most elements there may be: drawn again.
      }
    }
    throw new AssertionError("no large case in %d draws".formatted(ATTEMPTS));
  }

  private static Convolution convolution(Hash random) {
    int groups = random.with(3).below(8) == 0 ? 2 : 1;
    int axes = random.with(7).below(16) == 0 ? 1 : 2;
    return grown(
        new Convolution(
            random.with(6).between(1, 3),
            random.with(4).between(1, MOST_CHANNELS) * groups,
            random.with(5).between(1, MOST_CHANNELS) * groups,
            groups,
            spatial(random.with(10), axes, List.of(0.0, 0.0)),
            dtype(random)),
        random);
  }

  /** Returns a small convolution with one direction so large that an array has many elements. */
  private static Convolution grown(Convolution c, Hash random) {
    double elements = Math.scalb(1.0, pick(POWERS, random.with(2)));
    boolean ofOutput = random.with(8).below(2) == 0;
    int channels = ofOutput ? c.cout() : c.cin();
    double points = 1;
    for (Axis axis : c.spatial()) {
      points *= ofOutput ? axis.output() : axis.size();
    }
    double perImage = elements / points / c.batch() / c.groups();
    Hash beside = random.with(11);
    return switch (pick(List.of(Direction.values()), random.with(1))) {
      case BATCH ->
          with(c, beside(elements / points / channels, beside), c.cin(), c.cout(), c.spatial());
      case CIN -> with(c, c.batch(), beside(perImage, beside) * c.groups(), c.cout(), c.spatial());
      case COUT -> with(c, c.batch(), c.cin(), beside(perImage, beside) * c.groups(), c.spatial());
      case PLANE -> {
        double plane = elements / c.batch() / channels;
        yield with(
            c, c.batch(), c.cin(), c.cout(), plane(plane, c.spatial().size(), random.with(9)));
      }
    };
  }

  private static Convolution with(Convolution c, int batch, int cin, int cout, List<Axis> spatial) {
    return new Convolution(batch, cin, cout, c.groups(), spatial, c.dtype());
  }

  /** Axes of about so many elements together: square, or one of them about a power of two. */
  private static List<Axis> plane(double elements, int axes, Hash random) {
    if (axes == 1) {
      return spatial(random, 1, List.of(elements));
    }
    boolean square = random.with(1).below(2) == 0;
    double first = square ? Math.sqrt(elements) : Math.scalb(1.0, pick(EXTENTS, random.with(2)));
    List<Double> sizes = List.of(first, Math.max(1, elements / first));
    return spatial(random, 2, random.with(3).below(2) == 0 ? sizes : sizes.reversed());
  }

  /**
   * Axes with the usual window in most cases.
   *
   * @param about how large each is; 0 for a small one
   */
  private static List<Axis> spatial(Hash random, int axes, List<Double> about) {
    boolean usual = random.with(20).below(8) != 0;
    List<Axis> result = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      Hash here = random.with(30 + i);
      int kernel = usual ? 3 : here.with(1).between(1, 5);
      int stride = usual ? 1 : here.with(2).between(1, 3);
      int dilation = usual ? 1 : here.with(3).between(1, 3);
      int reach = dilation * (kernel - 1) + 1;
      int size =
          about.get(i) == 0
              ? here.with(4).between(reach, reach + 9)
              : Math.max(reach, beside(about.get(i), here.with(5)));
      result.add(
          new Axis(size, kernel, here.with(6).below(3), here.with(7).below(3), stride, dilation));
    }
    return List.copyOf(result);
  }

  /** Returns a number that lies beside another one, at least 1. */
  private static int beside(double number, Hash random) {
    double result = Math.rint(number) + random.below(2 * BESIDE + 1) - BESIDE;
    return (int) Math.max(1, Math.min(Convolution.MAX_SIZE, result));
  }

  private static DType dtype(Hash random) {
    return switch (random.with(12).below(16)) {
      case 0 -> DType.FLOAT16;
      case 1 -> DType.BFLOAT16;
      // Most have the usual type.
      default -> DType.FLOAT32;
    };
  }

  private static <T> T pick(List<T> from, Hash random) {
    return from.get(random.below(from.size()));
  }
}
