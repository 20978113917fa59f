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
import winofuzz.compiler.lower.Linearizer;
import winofuzz.compiler.rewrite.Pass;
import winofuzz.compiler.rewrite.RewriteLog;
import winofuzz.compiler.schedule.Scheduler;
import winofuzz.fuzz.bisect.Steps.Step;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.Culprit.Application;
import winofuzz.fuzz.lowering.LoweredCase.StageFault;
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
 * right result and a wrong one. Where what a pass leaves has no value yet, the passes after it are
 * run in full. A graph that lacks some rewriting must still have a value; where a pass applies
 * rules that it cannot do without, the pass is named alone.
 */
public final class Bisection {
  private final Interpreter interpreter =
      Interpreter.of(Semantics.EXACT).withBounds(BoundsPolicy.ZERO);
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
    this.looked = Set.copyOf(looked);
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
   * Passes, one after the other, of which only the last leaves a graph that has a value.
   *
   * @param from what the first is given
   * @param passes in order
   * @param last what is done to their result
   * @param program makes a program of that result
   */
  private record Span(UOp from, List<Pass> passes, String last, Function<UOp, Program> program) {

    /** The name of a pass, or of what is done after all of them. */
    String name(int pass) {
      return pass < passes.size() ? passes.get(pass).name() : last;
    }

    /** What comes of it. */
    Program run() {
      return program.apply(Pass.applyAll(passes, from));
    }

    /** What comes of it with a limit on the applications of one pass. */
    Program run(int limited, Fuel fuel) {
      UOp given = Pass.applyAll(passes.subList(0, limited), from);
      if (limited == passes.size()) {
        return ScopedValue.where(RewriteLog.CURRENT, fuel).call(() -> program.apply(given));
      }
      Pass pass = passes.get(limited);
      UOp made = ScopedValue.where(RewriteLog.CURRENT, fuel).call(() -> pass.apply(given));
      return program.apply(Pass.applyAll(passes.subList(limited + 1, passes.size()), made));
    }
  }

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
    if (looked.contains(StageFault.READ) && evaluation.outside().count() > 0) {
      return Optional.of(evaluation.outside().first());
    }
    return !looked.contains(StageFault.VALUE) || Values.exactlyEqual(expected, evaluation.output())
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
      if (wrong(span.run()).isPresent()) {
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
        result.add(
            new Span(
                trail.getLast().after(),
                List.of(),
                "kernel split",
                g -> Scheduler.split(g, tensor.inputs())));
      }
      case OPTIMIZED, LINEAR, METAL -> {
        Program.Scheduled kernels = (Program.Scheduled) compilation.program(Stage.KERNEL);
        for (int i = 0; i < kernels.kernels().size(); i++) {
          int number = i;
          UOp kernel = ((Kernel.Graph) kernels.kernels().get(i).body()).sink();
          List<Step> trail = steps.from(kernel);
          result.addAll(spans(trail, g -> with(kernels, number, new Kernel.Graph(g))));
          result.add(linearization(trail, g -> with(kernels, number, Linearizer.linearize(g))));
        }
      }
    }
    return result;
  }

  /** A span for each pass, or more where there is no value in between. */
  private static List<Span> spans(List<Step> trail, Function<UOp, Program> program) {
    List<Span> result = new ArrayList<>();
    List<Step> together = new ArrayList<>();
    for (Step step : trail) {
      together.add(step);
      if (step.pass().form() != null) {
        result.add(span(step.pass().name(), together, program));
        together.clear();
      }
    }
    return result;
  }

  /** What comes after the last graph that has a value: passes, then an order of its nodes. */
  private static Span linearization(List<Step> trail, Function<UOp, Program> program) {
    int valued = trail.size();
    while (trail.get(valued - 1).pass().form() == null) {
      valued--;
    }
    return span("linearization", trail.subList(valued, trail.size()), program);
  }

  private static Span span(String last, List<Step> steps, Function<UOp, Program> program) {
    List<Pass> passes = steps.stream().map(Step::pass).toList();
    return new Span(steps.getFirst().before(), passes, last, program);
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
    if (span == null) {
      return new Culprit(stage, "frontend", null, evidence);
    }
    boolean isRefused = isRefused(span.run());
    for (int pass = 0; pass <= span.passes.size(); pass++) {
      Application application = application(span, pass, isRefused);
      if (application != null) {
        return new Culprit(stage, span.name(pass), application, evidence);
      }
    }
    return new Culprit(stage, span.last, null, evidence);
  }

  /** The application of a pass's rules with which the result becomes wrong. */
  private @Nullable Application application(Span span, int pass, boolean isRefused) {
    Fuel unlimited = new Fuel(Integer.MAX_VALUE);
    span.run(pass, unlimited);
    int least = 0;
    int most = unlimited.used();
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
    Fuel enough = new Fuel(most);
    boolean parted =
        outcome(span, pass, new Fuel(least), isRefused) == Outcome.RIGHT
            && outcome(span, pass, enough, isRefused) == Outcome.WRONG;
    Fuel.Spent last = enough.last();
    return parted && last != null
        ? new Application(
            last.rule(), least, last.before(), last.after(), comparison(span, pass, least, last))
        : null;
  }

  /**
   * What comes of a pass that is stopped early.
   *
   * @param isRefused whether what comes of it in the end cannot be evaluated, so that this is what
   *     is looked for, and not a sign of half-done work
   */
  private Outcome outcome(Span span, int pass, Fuel fuel, boolean isRefused) {
    try {
      return difference(span.run(pass, fuel)).isPresent() ? Outcome.WRONG : Outcome.RIGHT;
    } catch (EvaluationException e) {
      return isRefused ? Outcome.WRONG : Outcome.BROKEN;
    } catch (RuntimeException | AssertionError halfDone) {
      // A pass that may not finish promises nothing.
      return Outcome.BROKEN;
    }
  }

  /** Where the node's value differs from that of what was put in its place. */
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
    } catch (EvaluationException e) {
      return null;
    }
  }
}
