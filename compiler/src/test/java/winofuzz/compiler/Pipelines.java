package winofuzz.compiler;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.pass.Phase;
import winofuzz.ir.Stage;

/** Copies of the pipeline with a pass more. */
final class Pipelines {
  private Pipelines() {}

  /** Returns a copy of the pipeline in which the phase that leads to a stage begins with a pass. */
  static Pipeline withPass(Stage stage, Pass pass) {
    List<Phase> phases = new ArrayList<>();
    for (Phase phase : Pipeline.STANDARD.phases()) {
      List<Pass> passes = new ArrayList<>(phase.passes());
      if (phase.stage() == stage) {
        passes.addFirst(pass);
      }
      phases.add(new Phase(phase.stage(), phase.fidelity(), passes));
    }
    return new Pipeline(phases);
  }
}
