package winofuzz.fuzz.engine;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.pass.PassObserver;
import winofuzz.compiler.pass.Phase;

/** The passes of a compilation, each with the draft it was given. */
final class Steps implements PassObserver {
  private final List<Step> steps = new ArrayList<>();

  /** One pass over one draft. */
  private record Step(Pass pass, Draft before) {}

  @Override
  public Draft after(Pass pass, Draft before, Draft after) {
    steps.add(new Step(pass, before));
    return after;
  }

  /**
   * Returns a span for each pass of a phase, or for several where there is no value in between.
   *
   * @param observation with which they are to be run again
   */
  List<Span> spans(Phase phase, Observation observation) {
    List<Span> result = new ArrayList<>();
    List<Step> together = new ArrayList<>();
    for (Step step : steps) {
      if (phase.passes().contains(step.pass)) {
        together.add(step);
        if (step.pass.form() != null) {
          List<Pass> passes = together.stream().map(Step::pass).toList();
          result.add(new Span(together.getFirst().before, passes, step.pass.form(), observation));
          together.clear();
        }
      }
    }
    return result;
  }
}
