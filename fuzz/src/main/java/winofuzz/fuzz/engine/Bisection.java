package winofuzz.fuzz.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.pass.Phase;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.fuzz.engine.ApplicationSearch.Outcome;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.Culprit.Application;
import winofuzz.fuzz.lowering.Culprit.Expression;
import winofuzz.fuzz.lowering.Culprit.Place;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.StageFault;
import winofuzz.fuzz.oracle.Differences;
import winofuzz.interpret.BoundsPolicy;
import winofuzz.interpret.Evaluation;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Formula;
import winofuzz.ir.Memory;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * Finds what makes a compilation wrong: the first phase whose result does not have the expected
 * exact value, the first pass of it whose result does not, and in that pass the application of a
 * rule.
 *
 * <p>The phases and passes are those of the {@link Pipeline} that compiles; the application is
 * found by an {@link ApplicationSearch}. Where what a pass leaves has no value yet, the passes
 * after it are run in full. Where a pass applies rules that it cannot do without, or what an
 * application changes cannot be told, one that changes the value of an expression is looked for;
 * without any the pass is named alone.
 */
public final class Bisection {
  /** How much of an expression is shown, in characters. */
  private static final int SHOWN = 200;

  /** What memory holds that was never written, where it is looked at: no value that is computed. */
  private static final BoundsPolicy STALE = new BoundsPolicy.Substitute(0x1.23456p20);

  private final Semantics semantics;
  private final Interpreter interpreter;
  private final Predicate<Stage> stages;
  private final BiPredicate<Values, Values> equal;
  private final Set<StageFault> looked;
  private final Map<String, Values> inputs;
  private final Values expected;

  /** What the memories between kernels must hold, by name; empty where they are not looked at. */
  private final Map<String, Values> between;

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
        Semantics.EXACT,
        stage -> true,
        Values::exactlyEqual,
        looked,
        Map.of(LoweredCase.ACTIVATION, activation, LoweredCase.WEIGHT, weight),
        expected,
        Map.of());
  }

  private Bisection(
      Semantics semantics,
      Predicate<Stage> stages,
      BiPredicate<Values, Values> equal,
      Set<StageFault> looked,
      Map<String, Values> inputs,
      Values expected,
      Map<String, Values> between) {
    this.semantics = semantics;
    this.stages = stages;
    this.equal = equal;
    this.interpreter =
        Interpreter.of(semantics)
            .withBounds(looked.contains(StageFault.INTERMEDIATE) ? STALE : BoundsPolicy.ZERO);
    this.looked = Set.copyOf(looked);
    this.inputs = inputs;
    this.expected = expected;
    this.between = between;
  }

  /**
   * A bisection of one stage, by its floats.
   *
   * @param before the floats of the stage before
   * @param isRight whether floats of the stage are right
   */
  static Bisection ofFloats(
      Stage stage, Values activation, Values weight, Values before, Predicate<Values> isRight) {
    return new Bisection(
        Semantics.IEEE,
        stage::equals,
        (was, is) -> isRight.test(is),
        Set.of(StageFault.VALUE),
        Map.of(LoweredCase.ACTIVATION, activation, LoweredCase.WEIGHT, weight),
        before,
        Map.of());
  }

  private Bisection expecting(Map<String, Values> memories) {
    return new Bisection(semantics, stages, equal, looked, inputs, expected, memories);
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
    return expecting(memoriesBetween(compilation))
        .firstWrong(pipeline, compilation::program, phase -> steps.spans(phase, observation));
  }

  private Optional<Culprit> firstWrong(
      Pipeline pipeline, Function<Stage, Program> programs, Function<Phase, List<Span>> spans) {
    for (Phase phase : pipeline.phases()) {
      if (phase.leadsToAProgram() && stages.test(phase.stage())) {
        Optional<String> wrong = wrong(programs.apply(phase.stage()));
        if (wrong.isPresent()) {
          Span span = firstWrong(spans.apply(phase));
          return Optional.of(culprit(phase.stage(), span, wrong.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns what the memories between kernels hold at the first stage that has kernels. */
  private Map<String, Values> memoriesBetween(Compilation compilation) {
    if (!looked.contains(StageFault.INTERMEDIATE)) {
      return Map.of();
    }
    try {
      Map<String, Values> result = new HashMap<>();
      Map<String, Values> all =
          interpreter.evaluate(compilation.program(Stage.KERNEL), inputs).memories();
      for (Memory memory : compilation.memories()) {
        if (memory.role() == Memory.Role.INTERMEDIATE) {
          result.put(memory.name(), all.get(memory.name()));
        }
      }
      return result;
    } catch (EvaluationException e) {
      // That stage is wrong itself.
      return Map.of();
    }
  }

  /** Returns how a program differs from what is expected; empty if it does not. */
  private Optional<String> wrong(Program program) {
    try {
      return difference(program);
    } catch (EvaluationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return Optional.of("the interpreter breaks on it: " + e);
    }
  }

  private Optional<String> difference(Program program) {
    Evaluation evaluation = interpreter.evaluate(program, inputs);
    if (looked.contains(StageFault.READ) && evaluation.outside().count() > 0) {
      return Optional.of(evaluation.outside().first());
    }
    if (looked.contains(StageFault.VALUE) && !equal.test(expected, evaluation.output())) {
      return Optional.of(difference(expected, evaluation.output(), program.stage()));
    }
    for (Map.Entry<String, Values> memory : between.entrySet()) {
      Values found = evaluation.memories().get(memory.getKey());
      if (found != null && !equal.test(memory.getValue(), found)) {
        return Optional.of(
            memory.getKey() + ": " + difference(memory.getValue(), found, program.stage()));
      }
    }
    return Optional.empty();
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
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
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
      ApplicationSearch.Found found =
          new ApplicationSearch(span, pass, program -> outcome(program, isRefused)).search();
      Application application = found == null ? null : application(span, pass, found, isRefused);
      if (application != null) {
        return new Culprit(stage, place(span.passes().get(pass)), application, evidence);
      }
    }
    for (int pass = 0; pass < span.passes().size(); pass++) {
      Application application = firstSeenToChange(span, pass);
      if (application != null) {
        return new Culprit(stage, place(span.passes().get(pass)), application, evidence);
      }
    }
    return new Culprit(stage, place(span.passes().getLast()), null, evidence);
  }

  /**
   * Returns the first application in a pass that is seen to change the value of an expression,
   * where refusing rules does not tell; null if there is none.
   */
  private static @Nullable Application firstSeenToChange(Span span, int pass) {
    Fuel unlimited = Fuel.unlimited();
    span.run(pass, unlimited);
    List<Fuel.Spent> spent = unlimited.spent();
    for (int i = 0; i < spent.size(); i++) {
      if (Samples.compare(spent.get(i).before(), spent.get(i).after())
          instanceof Comparison.Different(String text)) {
        return application(spent.get(i), i, text);
      }
    }
    return null;
  }

  private static Place place(Pass pass) {
    return new Place(pass.id(), pass.name());
  }

  private static Expression expression(UOp node) {
    return new Expression(Formula.of(node, SHOWN), node.toposort().size());
  }

  private static Place place(Rule<?> rule) {
    return new Place(rule.id(), rule.description());
  }

  /**
   * Returns what a program comes to.
   *
   * @param isRefused whether the program that comes of the pass in the end cannot be evaluated, so
   *     that this is what is looked for, and not a sign of half-done work
   */
  private Outcome outcome(Program program, boolean isRefused) {
    try {
      return difference(program).isPresent() ? Outcome.WRONG : Outcome.RIGHT;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return isRefused ? Outcome.WRONG : Outcome.BROKEN;
    }
  }

  /**
   * Returns the application that was found, or the innermost one within it that is seen to change a
   * value, or any such where it cannot be told of the one that was found; null if no rule is to
   * blame.
   */
  private @Nullable Application application(
      Span span, int pass, ApplicationSearch.Found found, boolean isRefused) {
    for (ApplicationSearch.Found inner : found.innermostFirst()) {
      if (comparison(span, pass, inner) instanceof Comparison.Different(String text)) {
        return application(inner.spent(), inner.number(), text);
      }
    }
    Fuel.Spent spent = found.spent();
    return switch (comparison(span, pass, found)) {
      case Comparison.Different(String text) -> application(spent, found.number(), text);
      case Comparison.Equal _ ->
          isRefused || !valuesDecide() ? application(spent, found.number(), "") : null;
      case Comparison.Unknown _ -> {
        Application seen = firstSeenToChange(span, pass);
        boolean isToBlame = seen == null && (!found.suspected() || !isShared(spent.rule()));
        yield isToBlame ? application(spent, found.number(), "") : seen;
      }
    };
  }

  private static Application application(Fuel.Spent spent, int number, String evidence) {
    return new Application(
        place(spent.rule()),
        number,
        expression(spent.before()),
        expression(spent.after()),
        evidence);
  }

  /** Whether only exact values are looked at, so that equal ones do no harm. */
  private boolean valuesDecide() {
    return semantics == Semantics.EXACT && !looked.isEmpty() && !looked.contains(StageFault.READ);
  }

  /** Whether a rule is applied in several phases, so that it is not what one pass is there for. */
  private static boolean isShared(Rule<?> rule) {
    return Pipeline.STANDARD.phases().stream().filter(phase -> applies(phase, rule)).count() > 1;
  }

  private static boolean applies(Phase phase, Rule<?> rule) {
    return phase.passes().stream()
        .flatMap(pass -> pass.rules().stream())
        .anyMatch(set -> set.rules().contains(rule));
  }

  /** Returns how a node compares with what was put in its place, in the program or by itself. */
  private Comparison comparison(Span span, int pass, ApplicationSearch.Found found) {
    UOp before = found.spent().before();
    UOp after = found.spent().after();
    Evaluation.Probe was = probe(span, pass, found.fuel().apply(found.number()), before);
    Evaluation.Probe is = probe(span, pass, found.fuel().apply(found.number() + 1), after);
    if (was == null || is == null || was.values().size() != is.values().size()) {
      return Samples.compare(before, after);
    }
    return Values.exactlyEqual(was.values(), is.values())
        ? new Comparison.Equal()
        : new Comparison.Different(Differences.exact(was.values(), is.values(), "before", "after"));
  }

  private Evaluation.@Nullable Probe probe(Span span, int pass, Fuel fuel, UOp node) {
    try {
      Program program = span.run(pass, fuel);
      return interpreter.withProbes(Set.of(node)).evaluate(program, inputs).probes().get(node);
    } catch (RuntimeException | AssertionError | StackOverflowError halfDone) {
      return null;
    }
  }
}
