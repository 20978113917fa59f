package winofuzz.fuzz.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.pass.Phase;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.Culprit.Application;
import winofuzz.fuzz.lowering.Culprit.Place;
import winofuzz.fuzz.lowering.LoweredCase.StageFault;
import winofuzz.fuzz.oracle.Differences;
import winofuzz.interpret.BoundsPolicy;
import winofuzz.interpret.Evaluation;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * Finds what makes a compilation wrong: the first phase whose result does not have the expected
 * exact value, the first pass of it whose result does not, and in that pass the application of a
 * rule.
 *
 * <p>The phases and passes are those of the {@link Pipeline} that compiles. The application is
 * found with {@link Fuel}: the pass is run again and again on the draft it was given, allowed fewer
 * and fewer applications, until one application is all that lies between a right result and a wrong
 * one. Where what a pass leaves has no value yet, the passes after it are run in full. A graph that
 * lacks some rewriting must still have a value; where it has none, rules are refused one at a time;
 * where a pass applies rules that it cannot do without, the pass is named alone.
 */
public final class Bisection {
  private final Semantics semantics;
  private final Interpreter interpreter;
  private final Predicate<Stage> stages;
  private final BiPredicate<Values, Values> equal;
  private final Set<StageFault> looked;
  private final Map<String, Values> inputs;
  private final Values expected;

  /**
   * A bisection on these inputs, which are all finite.
   *
   * @param looked what it is to look for
   * @param activation of the convolution
   * @param weight of the convolution
   * @param expected its exact result
   */
  public Bisection(Set<StageFault> looked, Values activation, Values weight, Values expected) {
    this(
        Semantics.EXACT, stage -> true, Values::exactlyEqual, looked, activation, weight, expected);
  }

  private Bisection(
      Semantics semantics,
      Predicate<Stage> stages,
      BiPredicate<Values, Values> equal,
      Set<StageFault> looked,
      Values activation,
      Values weight,
      Values expected) {
    this.semantics = semantics;
    this.stages = stages;
    this.equal = equal;
    this.interpreter = Interpreter.of(semantics).withBounds(BoundsPolicy.ZERO);
    this.looked = Set.copyOf(looked);
    this.inputs = Map.of("x", activation, "w", weight);
    this.expected = expected;
  }

  /**
   * A bisection of one stage, by its floats.
   *
   * @param fidelity how they relate to those of the stage before
   * @param expected the floats of the stage before
   */
  static Bisection ofFloats(
      Stage stage, Fidelity fidelity, Values activation, Values weight, Values expected) {
    BiPredicate<Values, Values> equal =
        fidelity == Fidelity.BITS ? Differences::sameBits : Differences::sameNumbers;
    return new Bisection(
        Semantics.IEEE,
        stage::equals,
        equal,
        Set.of(StageFault.VALUE),
        activation,
        weight,
        expected);
  }

  /** What came of a pass that was stopped early. */
  private enum Outcome {
    RIGHT,
    WRONG,
    /** Not a program, or none that can be evaluated. */
    BROKEN
  }

  /**
   * What came of it.
   *
   * @param outside how many reads are outside of their buffers, looked for or not
   */
  private record Result(Outcome outcome, long outside) {
    /** Whether it was right before, and not just by reading zeros outside of buffers. */
    boolean breaks(Result before) {
      return before.outcome == Outcome.RIGHT && before.outside <= outside;
    }
  }

  /**
   * Returns what is wrong with a compilation by this compiler; empty if every stage is right.
   *
   * @param observation who watches it, and alters it where defects are planted
   */
  public Optional<Culprit> of(LoweringRequest request, Observation observation) {
    return of(Pipeline.STANDARD, request, observation);
  }

  /** Returns what is wrong with a compilation by a compiler of other passes. */
  Optional<Culprit> of(Pipeline pipeline, LoweringRequest request, Observation observation) {
    Steps steps = new Steps();
    Compilation compilation = pipeline.compile(request, observation.withPasses(steps));
    for (Phase phase : pipeline.phases()) {
      if (phase.leadsToAProgram() && stages.test(phase.stage())) {
        Optional<String> wrong = wrong(compilation.program(phase.stage()));
        if (wrong.isPresent()) {
          Span span = firstWrong(steps.spans(phase, observation));
          return Optional.of(culprit(phase.stage(), span, wrong.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns how a program differs from what is expected; empty if it does not. */
  private Optional<String> wrong(Program program) {
    try {
      return difference(program);
    } catch (EvaluationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> difference(Program program) {
    Evaluation evaluation = interpreter.evaluate(program, inputs);
    if (!isWrong(evaluation)) {
      return Optional.empty();
    }
    return Optional.of(
        readsOutside(evaluation)
            ? evaluation.outside().first()
            : difference(expected, evaluation.output(), program.stage()));
  }

  private boolean isWrong(Evaluation evaluation) {
    return readsOutside(evaluation)
        || (looked.contains(StageFault.VALUE) && !equal.test(expected, evaluation.output()));
  }

  private boolean readsOutside(Evaluation evaluation) {
    return looked.contains(StageFault.READ) && evaluation.outside().count() > 0;
  }

  private String difference(Values right, Values found, Stage stage) {
    return semantics == Semantics.EXACT
        ? Differences.exact(right, found, "expected", stage.label())
        : Differences.bits(right, found, "expected", stage.label());
  }

  private boolean isRefused(Program program) {
    try {
      interpreter.evaluate(program, inputs);
      return false;
    } catch (EvaluationException e) {
      return true;
    }
  }

  /** Returns the first span whose result is wrong; if none before is, the last. */
  private Span firstWrong(List<Span> spans) {
    for (Span span : spans.subList(0, spans.size() - 1)) {
      if (wrong(span.run()).isPresent()) {
        return span;
      }
    }
    return spans.getLast();
  }

  private Culprit culprit(Stage stage, Span span, String evidence) {
    boolean isRefused = isRefused(span.run());
    for (int pass = 0; pass < span.passes().size(); pass++) {
      Application application = application(span, pass, isRefused);
      if (application != null) {
        return new Culprit(stage, place(span.passes().get(pass)), application, evidence);
      }
    }
    return new Culprit(stage, place(span.passes().getLast()), null, evidence);
  }

  private static Place place(Pass pass) {
    return new Place(pass.id(), pass.name());
  }

  private static Place place(Rule<?> rule) {
    return new Place(rule.id(), rule.description());
  }

  /** Returns the application of a pass's rules with which the result becomes wrong. */
  private @Nullable Application application(Span span, int pass, boolean isRefused) {
    Fuel unlimited = new Fuel(Integer.MAX_VALUE);
    span.run(pass, unlimited);
    List<Fuel.Spent> all = unlimited.spent();
    int least = 0;
    int most = all.size();
    if (most == 0 || outcome(span, pass, new Fuel(0), isRefused) == Outcome.WRONG) {
      return null;
    }
    while (most - least > 1) {
      int middle = (least + most) >>> 1;
      if (outcome(span, pass, new Fuel(middle), isRefused) == Outcome.WRONG) {
        most = middle;
      } else {
        least = middle;
      }
    }
    Result wrong = result(span, pass, new Fuel(most), isRefused);
    boolean parted =
        wrong.outcome == Outcome.WRONG
            && wrong.breaks(result(span, pass, new Fuel(least), isRefused));
    int at = parted ? least : indispensable(span, pass, all, wrong);
    return at < 0 ? null : application(span, pass, at, all.get(at));
  }

  /**
   * Returns the first application of the rule without which the result is right, of several the one
   * that begins last; -1 if there is none. For results that become wrong by way of graphs that have
   * no value.
   */
  private int indispensable(Span span, int pass, List<Fuel.Spent> all, Result wrong) {
    Map<Rule<?>, Integer> firsts = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      firsts.putIfAbsent(all.get(i).rule(), i);
    }
    for (Rule<?> rule : List.copyOf(firsts.keySet()).reversed()) {
      Fuel without = new Fuel(0, rule::equals, all.size());
      if (wrong.breaks(result(span, pass, without, false))) {
        return firsts.get(rule);
      }
    }
    return -1;
  }

  private Application application(Span span, int pass, int number, Fuel.Spent spent) {
    return new Application(
        place(spent.rule()),
        number,
        spent.before(),
        spent.after(),
        comparison(span, pass, number, spent));
  }

  private Outcome outcome(Span span, int pass, Fuel fuel, boolean isRefused) {
    return result(span, pass, fuel, isRefused).outcome;
  }

  /**
   * Returns what comes of a pass that is stopped early.
   *
   * @param isRefused whether what comes of it in the end cannot be evaluated, so that this is what
   *     is looked for, and not a sign of half-done work
   */
  private Result result(Span span, int pass, Fuel fuel, boolean isRefused) {
    try {
      Evaluation evaluation = interpreter.evaluate(span.run(pass, fuel), inputs);
      return new Result(
          isWrong(evaluation) ? Outcome.WRONG : Outcome.RIGHT, evaluation.outside().count());
    } catch (EvaluationException e) {
      return new Result(isRefused ? Outcome.WRONG : Outcome.BROKEN, Long.MAX_VALUE);
    } catch (RuntimeException | AssertionError halfDone) {
      // A pass that may not finish promises nothing.
      return new Result(Outcome.BROKEN, Long.MAX_VALUE);
    }
  }

  /** Returns where a node's value differs from that of what was put in its place. */
  private String comparison(Span span, int pass, int applications, Fuel.Spent spent) {
    Evaluation.Probe before = probe(span, pass, applications, spent.before());
    Evaluation.Probe after = probe(span, pass, applications + 1, spent.after());
    if (before == null
        || after == null
        || before.values().size() != after.values().size()
        || Values.exactlyEqual(before.values(), after.values())) {
      return "";
    }
    return Differences.exact(before.values(), after.values(), "before", "after");
  }

  private Evaluation.@Nullable Probe probe(Span span, int pass, int applications, UOp node) {
    try {
      Program program = span.run(pass, new Fuel(applications));
      return interpreter.withProbes(Set.of(node)).evaluate(program, inputs).probes().get(node);
    } catch (RuntimeException | AssertionError halfDone) {
      return null;
    }
  }
}
