package winofuzz.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.inputs.Selection;

/**
 * Inputs with as few elements that are not zero as still fail. A convolution is linear in each of
 * its inputs, so that a wrong one is mostly wrong on a one in each: no element, one, and one of
 * each are tried in this order, each first. What needs more loses elements of its own inputs, half
 * of them, then a quarter and so on, until none can go (Zeller, Hildebrandt: Simplifying and
 * Isolating Failure-Inducing Input).
 */
final class SimplerInputs {
  /** Pairs of elements, more than which are not tried. */
  private static final int MOST_PAIRS = 10_000;

  private static final Inputs ONES = new Inputs(InputDomain.ONES, 0);

  /** Elements of the two inputs of a case are numbered through, those of the activation first. */
  private final ConvCase from;

  private final int activation;
  private final int all;
  private final Predicate<ConvCase> fails;

  /**
   * Simpler inputs for a case.
   *
   * @param fails whether a case fails alike; false once no more may be tried
   */
  SimplerInputs(ConvCase from, Predicate<ConvCase> fails) {
    this.from = from;
    this.fails = fails;
    activation = Math.toIntExact(Convolution.product(from.convolution().inputShape()));
    all = activation + Math.toIntExact(Convolution.product(from.convolution().weightShape()));
  }

  /** The case with the simplest inputs that were found; the case itself if there are none. */
  ConvCase find() {
    return few().map(few -> with(ONES, few)).filter(fails).findFirst().orElseGet(this::reduced);
  }

  private Stream<List<Integer>> few() {
    int weights = all - activation;
    Stream<List<Integer>> one = IntStream.range(0, all).mapToObj(List::of);
    Stream<List<Integer>> two =
        (long) activation * weights > MOST_PAIRS
            ? Stream.empty()
            : IntStream.range(0, activation * weights)
                .mapToObj(i -> List.of(i / weights, activation + i % weights));
    return Stream.of(Stream.of(List.<Integer>of()), one, two).flatMap(s -> s);
  }

  private ConvCase reduced() {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < all; i++) {
      kept.add(i);
    }
    ConvCase best = from;
    for (int chunk = all / 2; chunk > 0; chunk /= 2) {
      for (int start = 0; start < kept.size(); ) {
        List<Integer> fewer = new ArrayList<>(kept);
        fewer.subList(start, Math.min(start + chunk, kept.size())).clear();
        ConvCase candidate = with(from.inputs(), fewer);
        if (fails.test(candidate)) {
          kept = fewer;
          best = candidate;
        } else {
          start += chunk;
        }
      }
    }
    ConvCase ones = with(ONES, kept);
    return kept.size() < all && fails.test(ones) ? ones : best;
  }

  private ConvCase with(Inputs values, List<Integer> elements) {
    SortedSet<Integer> ofActivation = new TreeSet<>();
    SortedSet<Integer> ofWeight = new TreeSet<>();
    for (int element : elements) {
      if (element < activation) {
        ofActivation.add(element);
      } else {
        ofWeight.add(element - activation);
      }
    }
    return from.with(values.only(new Selection(ofActivation, ofWeight)));
  }
}
