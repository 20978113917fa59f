package winofuzz.fuzz.shrink;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.inputs.Selection;

/**
 * The search for inputs with as few nonzero elements as still fail. A convolution is linear in each
 * of its inputs, so that most wrong ones are wrong for a single one in each: first no element is
 * tried, then one, then one of each. A failure that needs more loses elements of its own inputs,
 * half of them, then a quarter and so on, until none can go (Zeller, Hildebrandt: Simplifying and
 * Isolating Failure-Inducing Input).
 */
final class SimplerInputs {
  /** If there are more pairs of elements than this, pairs are not tried. */
  private static final int MOST_PAIRS = 10_000;

  private static final Inputs ONES = new Inputs(InputDomain.ONES, 0);

  private enum Phase {
    /** At most two elements, each one. */
    FEW,
    /** Without part of the elements. */
    FEWER,
    /** Each element that is left, as a one. */
    AS_ONES,
    OVER
  }

  /** Elements of the two inputs of a case are numbered through, those of the activation first. */
  private final ConvCase from;

  private final int activation;
  private final int all;
  private final Iterator<List<Integer>> few;
  private Phase phase;
  private ConvCase best;
  private ConvCase asked;
  private List<Integer> kept = List.of();
  private List<Integer> fewer = List.of();
  private int chunk;
  private int start;

  /** Simpler inputs for a case; none for a large one, of whose inputs nothing is evaluated. */
  SimplerInputs(ConvCase from) {
    Convolution c = from.convolution();
    this.from = from;
    activation = c.isLarge() ? 0 : Math.toIntExact(Convolution.product(c.inputShape()));
    all = c.isLarge() ? 0 : activation + Math.toIntExact(Convolution.product(c.weightShape()));
    phase = c.isLarge() ? Phase.OVER : Phase.FEW;
    few = few().iterator();
    best = from;
    asked = from;
  }

  /** The case with the simplest inputs that is known to fail; at first the case itself. */
  ConvCase best() {
    return best;
  }

  /** The next case to try; null if there is none. */
  @Nullable ConvCase next() {
    @Nullable ConvCase candidate =
        switch (phase) {
          case FEW -> nextFew();
          case FEWER -> nextFewer();
          case AS_ONES, OVER -> null;
        };
    if (candidate != null) {
      asked = candidate;
    }
    return candidate;
  }

  private @Nullable ConvCase nextFew() {
    if (few.hasNext()) {
      return with(ONES, few.next());
    }
    phase = Phase.FEWER;
    kept = IntStream.range(0, all).boxed().toList();
    chunk = all / 2;
    return nextFewer();
  }

  private @Nullable ConvCase nextFewer() {
    while (chunk > 0 && start >= kept.size()) {
      chunk /= 2;
      start = 0;
    }
    if (chunk == 0) {
      phase = Phase.AS_ONES;
      return kept.size() < all ? with(ONES, kept) : null;
    }
    fewer = new ArrayList<>(kept);
    fewer.subList(start, Math.min(start + chunk, kept.size())).clear();
    return with(from.inputs(), fewer);
  }

  /** Takes whether the case that was proposed last fails alike. */
  void answer(boolean fails) {
    if (fails) {
      best = asked;
    }
    switch (phase) {
      case FEW, AS_ONES -> {
        if (fails) {
          phase = Phase.OVER;
        }
      }
      case FEWER -> {
        if (fails) {
          kept = fewer;
        } else {
          start += chunk;
        }
      }
      case OVER -> throw new AssertionError("an answer after the end");
    }
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
