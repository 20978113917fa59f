package winofuzz.compiler.pass;

import java.util.List;
import java.util.function.Function;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Stage;

/**
 * The passes that lead to a stage.
 *
 * @param stage that the last of them reaches
 * @param fidelity by path, how the float values of this stage relate to those of the stage before
 * @param passes in order
 */
public record Phase(Stage stage, Function<BuiltinPath, Fidelity> fidelity, List<Pass> passes) {
  public Phase {
    passes = List.copyOf(passes);
  }

  /** A phase of the same fidelity on all paths. */
  public Phase(Stage stage, Fidelity fidelity, Pass... passes) {
    this(stage, path -> fidelity, List.of(passes));
  }

  /** A phase whose fidelity depends on the path. */
  public Phase(Stage stage, Function<BuiltinPath, Fidelity> fidelity, Pass... passes) {
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
