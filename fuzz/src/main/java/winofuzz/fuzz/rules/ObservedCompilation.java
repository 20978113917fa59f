package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.convolution.LoweringException;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.prove.FieldPoint;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;

/**
 * Compiles, and hands on every application of a rule, and whether its pass left a right program.
 */
final class ObservedCompilation {
  private final Applications receiver;
  private final FieldPoint point;
  private final List<Application> sincePass = new ArrayList<>();

  /** Takes the applications between two programs that have a value. */
  @FunctionalInterface
  interface Applications {
    /**
     * @param applications in order
     * @param areRight whether the program before and the program after them are the convolution
     */
    void take(List<Application> applications, boolean areRight);
  }

  private boolean wasRight = true;

  private ObservedCompilation(Applications receiver, FieldPoint point) {
    this.receiver = receiver;
    this.point = point;
  }

  /** Compiles once; what the path does not lower is left out. */
  static void run(Pipeline pipeline, LoweringRequest request, long seed, Applications receiver) {
    FieldPoint point = FieldPoint.draw(request.convolution(), seed);
    ObservedCompilation compilation = new ObservedCompilation(receiver, point);
    Observation observation =
        Observation.NONE
            .withRewrites(
                (set, rule, before, after) ->
                    compilation.sincePass.add(new Application(rule, before, after)))
            .withPasses((pass, before, after) -> compilation.after(pass, after));
    try {
      pipeline.compile(request, observation);
    } catch (LoweringException notLowered) {
      receiver.take(List.copyOf(compilation.sincePass), false);
    }
  }

  private Draft after(Pass pass, Draft after) {
    if (pass.form() != null) {
      boolean isRight = isRight(after, pass.form());
      receiver.take(List.copyOf(sincePass), wasRight && isRight);
      sincePass.clear();
      wasRight = isRight;
    }
    return after;
  }

  private boolean isRight(Draft draft, Stage form) {
    try {
      Program program = draft.program(form);
      Values found =
          Interpreter.of(Semantics.FIELD)
              .evaluate(
                  program,
                  Map.of(
                      LoweredCase.ACTIVATION,
                      point.activation(),
                      LoweredCase.WEIGHT,
                      point.weight()))
              .output();
      return Values.exactlyEqual(point.expected(), found);
    } catch (EvaluationException e) {
      return false;
    }
  }
}
