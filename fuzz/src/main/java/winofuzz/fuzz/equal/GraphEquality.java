package winofuzz.fuzz.equal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.interpret.Values.Residues;

/**
 * Compares two graphs: at a point of the field, where equal values mean equal functions, and on
 * drawn inputs, exactly and in floats.
 */
public final class GraphEquality {
  /** The semantics in which graphs are compared, in the order in which they can decide. */
  public static final List<Semantics> SEMANTICS =
      List.of(Semantics.FIELD, Semantics.EXACT, Semantics.IEEE);

  private final NumberedGraph a;
  private final NumberedGraph b;
  private final GraphInterface graphs;
  private final long seed;
  private final int draws;
  private final IntConsumer progress;

  /**
   * A comparison of two graphs of one arena.
   *
   * @param seed decides the point and the draws
   * @param draws how many inputs are drawn
   * @param progress is told how many draws are done
   * @throws BadInputException if they do not take and give the same arrays
   */
  public GraphEquality(
      NumberedGraph a, NumberedGraph b, long seed, int draws, IntConsumer progress) {
    this.a = a;
    this.b = b;
    this.seed = seed;
    this.draws = draws;
    this.progress = progress;
    GraphInterface first = GraphInterface.of(a.program());
    GraphInterface second = GraphInterface.of(b.program());
    first.requireAlike(a.name(), second, b.name());
    first.requireFits(a.name());
    // Either may tell in which shape the result is seen.
    graphs = first.shape().size() > 1 ? first : second;
  }

  /**
   * Returns what each semantics says. Where the field proves them equal they are so exactly, and
   * are not evaluated exactly unless that is asked for.
   *
   * @param named what is asked for; if it is none, all semantics are, and real numbers decide
   * @throws BadInputException if in no semantics both have a value
   */
  public EqualityReport compare(Set<Semantics> named) {
    Map<Semantics, Agreement> found = new EnumMap<>(Semantics.class);
    for (Semantics semantics : SEMANTICS) {
      boolean follows =
          semantics == Semantics.EXACT
              && found.get(Semantics.FIELD) instanceof Agreement.ForAllInputs;
      if (named.isEmpty() ? !follows : named.contains(semantics)) {
        found.put(semantics, semantics == Semantics.FIELD ? inField() : onDraws(semantics));
      }
    }
    List<String> reasons = new ArrayList<>();
    for (Agreement agreement : found.values()) {
      if (agreement instanceof Agreement.Unknown(String reason)) {
        reasons.add(reason);
      }
    }
    if (reasons.size() == found.size()) {
      String hint =
          named.equals(Set.of(Semantics.FIELD)) ? "; --semantics exact,ieee draws inputs" : "";
      throw new BadInputException(reasons.getLast() + hint);
    }
    return new EqualityReport(a, b, seed, !named.isEmpty(), found);
  }

  private Agreement inField() {
    List<String> integers = DrawnInputs.integers(graphs);
    if (!integers.isEmpty()) {
      return new Agreement.Unknown(
          a.name() + ": " + integers.getFirst() + " is no type of real numbers");
    }
    DrawnInputs point = DrawnInputs.point(graphs, seed);
    Outcome outcome = evaluate(Semantics.FIELD, point);
    if (outcome.problem != null) {
      return new Agreement.Unknown(outcome.problem);
    }
    return difference(Semantics.FIELD, point, outcome)
        .<Agreement>map(first -> new Agreement.Different(new Agreement.Draws(1, 1, ""), 1, first))
        .orElseGet(
            () -> new Agreement.ForAllInputs(Math.max(degree(outcome.a), degree(outcome.b))));
  }

  private static long degree(@Nullable Values values) {
    return values instanceof Residues residues ? residues.degree() : 0;
  }

  private Agreement onDraws(Semantics semantics) {
    int all = 0;
    int compared = 0;
    int differing = 0;
    String reason = "";
    DifferingElement first = null;
    for (int number = 0; number < draws; number++) {
      progress.accept(number);
      DrawnInputs drawn = DrawnInputs.draw(graphs, seed, number);
      if (semantics == Semantics.EXACT && !drawn.areFinite()) {
        continue;
      }
      all++;
      Outcome outcome = evaluate(semantics, drawn);
      if (outcome.problem != null) {
        reason = reason.isEmpty() ? outcome.problem : reason;
        continue;
      }
      compared++;
      Optional<DifferingElement> difference = difference(semantics, drawn, outcome);
      if (difference.isPresent()) {
        differing++;
        if (first == null) {
          first = difference.get().with(new NodeSearch(a, b, drawn, semantics).first());
        }
      }
    }
    Agreement.Draws counted = new Agreement.Draws(compared, all, reason);
    if (first != null) {
      return new Agreement.Different(counted, differing, first);
    }
    if (all == 0) {
      return new Agreement.Unknown("no draw is without infinities and NaNs");
    }
    return compared == 0 ? new Agreement.Unknown(reason) : new Agreement.OnDraws(counted);
  }

  private Optional<DifferingElement> difference(
      Semantics semantics, DrawnInputs drawn, Outcome outcome) {
    return outcome.a == null || outcome.b == null
        ? Optional.empty()
        : DifferingElement.of(drawn, graphs, outcome.a, outcome.b, semantics);
  }

  /** The results of both, or why one of them has none. */
  private record Outcome(@Nullable Values a, @Nullable Values b, @Nullable String problem) {
    static Outcome none(String problem) {
      return new Outcome(null, null, problem);
    }
  }

  private Outcome evaluate(Semantics semantics, DrawnInputs drawn) {
    Interpreter interpreter = Interpreter.of(semantics);
    NumberedGraph evaluated = a;
    try {
      Values first = interpreter.evaluate(a.program(), drawn.inputs()).output();
      evaluated = b;
      Values second = interpreter.evaluate(b.program(), drawn.inputs()).output();
      return new Outcome(first, second, null);
    } catch (EvaluationException e) {
      return Outcome.none(evaluated.problem(e));
    }
  }
}
