package winofuzz.compiler.pass;

import java.util.List;
import java.util.function.BiFunction;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Stage;

/**
 * The passes that lead to a stage.
 *
 * @param stage that the last of them reaches
 * @param fidelity how the float values of this stage relate to those of the stage before, by the
 *     path and what came of the convolution in the end
 * @param passes in order
 */
public record Phase(
    Stage stage, BiFunction<BuiltinPath, Draft.Kernels, Fidelity> fidelity, List<Pass> passes) {
  public Phase {
    passes = List.copyOf(passes);
  }

  /** A phase that has one fidelity. */
  public Phase(Stage stage, Fidelity fidelity, Pass... passes) {
    this(stage, (path, kernels) -> fidelity, List.of(passes));
  }

  /** A phase whose fidelity depends on the lowering. */
  public Phase(
      Stage stage, BiFunction<BuiltinPath, Draft.Kernels, Fidelity> fidelity, Pass... passes) {
    this(stage, fidelity, List.of(passes));
  }

  /** Returns the passes that run on a path, in order. */
  public List<Pass> passesOn(BuiltinPath path) {
    return passes.stream().filter(pass -> pass.paths().test(path)).toList();
  }

  /** Whether what it leads to is a program that can be evaluated. */
  public boolean leadsToAProgram() {
    return !passes.isEmpty() && passes.getLast().form() != null;
  }
}
