package winofuzz.fuzz.bisect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.lower.Lowering;
import winofuzz.compiler.rewrite.Pass;
import winofuzz.compiler.rewrite.RewriteLog;
import winofuzz.compiler.schedule.Scheduler;
import winofuzz.fuzz.bisect.Culprit.Application;
import winofuzz.fuzz.bisect.Steps.Step;
import winofuzz.fuzz.oracle.Differences;
import winofuzz.interpret.BoundsPolicy;
import winofuzz.interpret.Evaluation;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Kernel;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * Finds what makes a compilation wrong: the first stage whose exact value is not the expected one,
 * the pass before it, and in that pass the application of a rule.
 *
 * <p>The application is found with {@link Fuel}: the pass is run again and again on what it was
 * given, allowed fewer and fewer applications, until one application is all that lies between a
 * right result and a wrong one. What a graph lacks of rewriting must leave it a graph that can be
 * evaluated; where a pass applies rules that it cannot do without, the pass is named alone.
 *
 * <p>A read outside of a buffer is wrong too, whatever comes of it.
 */
public final class Bisection {
  private final Interpreter interpreter =
      Interpreter.of(Semantics.EXACT).withBounds(BoundsPolicy.ZERO);
  private final Map<String, Values> inputs;
  private final Values expected;

  /**
   * A bisection on these inputs, which are all finite.
   *
   * @param activation of the convolution
   * @param weight of the convolution
   * @param expected its exact result
   */
  public Bisection(Values activation, Values weight, Values expected) {
    this.inputs = Map.of("x", activation, "w", weight);
    this.expected = expected;
  }

  /** What came of a pass that was stopped early. */
  private enum Outcome {
    RIGHT,
    WRONG,
    /** Not a program, or none that can be evaluated. */
    BROKEN
  }

  /**
   * One or several passes whose result can be evaluated.
   *
   * @param name of the last of them
   * @param from what the first is given
   * @param program what comes of that
   */
  private record Span(String name, UOp from, Function<UOp, Program> program) {}

  /** What is wrong with a compilation; empty if every stage is right. */
  public Optional<Culprit> of(Supplier<Compilation> compiler) {
    Steps steps = new Steps();
    Compilation compilation = steps.during(compiler);
    for (Stage stage : compilation.stages()) {
      Optional<String> wrong = wrong(compilation.program(stage));
      if (wrong.isPresent()) {
        Span span = firstWrong(spans(stage, compilation, steps));
        return Optional.of(culprit(stage, span, wrong.get()));
      }
    }
    return Optional.empty();
  }

  /** How a program differs from what is expected, empty if it does not. */
  private Optional<String> wrong(Program program) {
    try {
      return difference(program);
    } catch (EvaluationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> difference(Program program) {
    Evaluation evaluation = interpreter.evaluate(program, inputs);
    if (evaluation.outside().count() > 0) {
      return Optional.of(evaluation.outside().first());
    }
    return Values.exactlyEqual(expected, evaluation.output())
        ? Optional.empty()
        : Optional.of(
            Differences.exact(expected, evaluation.output(), "expected", program.stage().label()));
  }

  private boolean isRefused(Program program) {
    try {
      interpreter.evaluate(program, inputs);
      return false;
    } catch (EvaluationException e) {
      return true;
    }
  }

  private @Nullable Span firstWrong(List<Span> spans) {
    for (Span span : spans) {
      if (wrong(span.program.apply(span.from)).isPresent()) {
        return span;
      }
    }
    return null;
  }

  private static List<Span> spans(Stage stage, Compilation compilation, Steps steps) {
    List<Span> result = new ArrayList<>();
    switch (stage) {
      case TENSOR -> {}
      case RANGED, KERNEL -> {
        Program.Whole tensor = (Program.Whole) compilation.program(Stage.TENSOR);
        List<Step> trail = steps.from(tensor.sink());
        result.addAll(spans(trail, graph -> ranged(graph, tensor)));
        UOp last = trail.getLast().after();
        result.add(new Span("kernel split", last, g -> Scheduler.split(g, tensor.inputs())));
      }
      case OPTIMIZED, LINEAR, METAL -> {
        Program.Scheduled kernels = (Program.Scheduled) compilation.program(Stage.KERNEL);
        for (int i = 0; i < kernels.kernels().size(); i++) {
          int number = i;
          UOp kernel = ((Kernel.Graph) kernels.kernels().get(i).body()).sink();
          List<Step> trail = steps.from(kernel);
          result.addAll(spans(trail, g -> with(kernels, number, new Kernel.Graph(g))));
          result.add(
              new Span(
                  "lowering",
                  lowered(trail),
                  g -> with(kernels, number, Lowering.lower(g).body())));
        }
      }
    }
    return result;
  }

  /** A span for each pass, or more where there is no value in between. */
  private static List<Span> spans(List<Step> trail, Function<UOp, Program> program) {
    List<Span> result = new ArrayList<>();
    List<Pass> passes = new ArrayList<>();
    UOp from = null;
    for (Step step : trail) {
      from = from == null ? step.before() : from;
      passes.add(step.pass());
      if (step.pass().form() != null) {
        List<Pass> together = List.copyOf(passes);
        result.add(
            new Span(step.pass().name(), from, g -> program.apply(Pass.applyAll(together, g))));
        passes.clear();
        from = null;
      }
    }
    return result;
  }

  /** What lowering is given: what the last pass left of which there is a value. */
  private static UOp lowered(List<Step> trail) {
    return trail.stream()
        .filter(step -> step.pass().form() != null)
        .reduce((a, b) -> b)
        .orElseThrow()
        .after();
  }

  private static Program ranged(UOp graph, Program.Whole tensor) {
    return new Program.Whole(Stage.RANGED, UOp.sink(graph.src(0).base()), tensor.inputs());
  }

  private static Program with(Program.Scheduled kernels, int number, Kernel.Body body) {
    List<Kernel> replaced = new ArrayList<>(kernels.kernels());
    Kernel kernel = replaced.get(number);
    replaced.set(number, new Kernel(kernel.name(), body, kernel.arguments()));
    return new Program.Scheduled(Stage.OPTIMIZED, kernels.memories(), replaced);
  }

  private Culprit culprit(Stage stage, @Nullable Span span, String evidence) {
    return span == null
        ? new Culprit(stage, "frontend", null, evidence)
        : new Culprit(stage, span.name, application(span), evidence);
  }

  /** The application with which the result becomes wrong. */
  private @Nullable Application application(Span span) {
    Fuel unlimited = new Fuel(Integer.MAX_VALUE);
    boolean isRefused = isRefused(run(span, unlimited));
    int least = 0;
    int most = unlimited.used();
    if (most == 0 || outcome(span, new Fuel(0), isRefused) == Outcome.WRONG) {
      return null;
    }
    while (most - least > 1) {
      int middle = (least + most) >>> 1;
      if (outcome(span, new Fuel(middle), isRefused) == Outcome.WRONG) {
        most = middle;
      } else {
        least = middle;
      }
    }
    Fuel enough = new Fuel(most);
    boolean parted =
        outcome(span, new Fuel(least), isRefused) == Outcome.RIGHT
            && outcome(span, enough, isRefused) == Outcome.WRONG;
    Fuel.Spent last = enough.last();
    return parted && last != null
        ? new Application(
            last.rule(), least, last.before(), last.after(), comparison(span, least, last))
        : null;
  }

  private static Program run(Span span, Fuel fuel) {
    return ScopedValue.where(RewriteLog.CURRENT, fuel).call(() -> span.program.apply(span.from));
  }

  /**
   * What comes of passes that are stopped early.
   *
   * @param isRefused whether what comes of them in the end cannot be evaluated, so that this is
   *     what is looked for, and not a sign of half-done work
   */
  private Outcome outcome(Span span, Fuel fuel, boolean isRefused) {
    try {
      return difference(run(span, fuel)).isPresent() ? Outcome.WRONG : Outcome.RIGHT;
    } catch (EvaluationException e) {
      return isRefused ? Outcome.WRONG : Outcome.BROKEN;
    } catch (RuntimeException | AssertionError halfDone) {
      // A pass that may not finish promises nothing.
      return Outcome.BROKEN;
    }
  }

  /** Where the node's value differs from that of what was put in its place. */
  private String comparison(Span span, int applications, Fuel.Spent spent) {
    Evaluation.Probe before = probe(span, applications, spent.before());
    Evaluation.Probe after = probe(span, applications + 1, spent.after());
    if (before == null
        || after == null
        || before.values().size() != after.values().size()
        || Values.exactlyEqual(before.values(), after.values())) {
      return "";
    }
    return Differences.exact(before.values(), after.values(), "before", "after");
  }

  private Evaluation.@Nullable Probe probe(Span span, int applications, UOp node) {
    try {
      Program program = run(span, new Fuel(applications));
      return interpreter.withProbes(Set.of(node)).evaluate(program, inputs).probes().get(node);
    } catch (EvaluationException e) {
      return null;
    }
  }
}
