package winofuzz.fuzz.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import winofuzz.compiler.BuiltinPath;
import winofuzz.compiler.Compilation;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.oracle.Workbench;
import winofuzz.fuzz.oracle.Workbench.Execution;
import winofuzz.fuzz.oracle.Workbench.Fault;
import winofuzz.fuzz.oracle.Workbench.Fidelity;
import winofuzz.interpret.BoundsPolicy;
import winofuzz.interpret.Evaluation;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Stage;
import winofuzz.metal.Device;
import winofuzz.number.NumericProfile;

/** A compilation that can be evaluated and run. */
final class EngineLowered implements Workbench.Lowered {
  /** The last stage that the interpreter evaluates. */
  private static final Stage LAST_EVALUATED = Stage.LINEAR;

  private final BuiltinPath path;
  private final Compilation compilation;
  private final Set<String> rules;
  private final Function<String, Device> devices;

  EngineLowered(
      LoweringPath path,
      Compilation compilation,
      Set<String> rules,
      Function<String, Device> devices) {
    this.path = BuiltinPath.of(path);
    this.compilation = compilation;
    this.devices = devices;
    this.rules = Set.copyOf(rules);
  }

  @Override
  public boolean isWinograd() {
    return compilation.isWinograd();
  }

  @Override
  public List<Stage> stages() {
    return compilation.stages().stream().filter(s -> s.compareTo(LAST_EVALUATED) <= 0).toList();
  }

  @Override
  public Workbench.Evaluation evaluate(
      Stage stage, Semantics semantics, NumericProfile profile, Values activation, Values weight) {
    Evaluation evaluation =
        Interpreter.of(semantics)
            .withProfile(profile)
            .withBounds(BoundsPolicy.ZERO)
            .evaluate(compilation.program(stage), Map.of("x", activation, "w", weight));
    List<Fault> faults =
        evaluation.outside().count() == 0
            ? List.of()
            : List.of(new Fault("read-out-of-bounds", evaluation.outside().first()));
    return new Workbench.Evaluation(evaluation.output(), faults);
  }

  @Override
  public Execution run(String device, Values activation, Values weight) {
    return new KernelRunner(devices.apply(device), new MeteredRun(NodeArena.meter()))
        .run(compilation, Map.of("x", activation, "w", weight));
  }

  @Override
  public Fidelity fidelity(Stage stage) {
    return switch (stage) {
      case RANGED -> path.rewritesRanges() ? Fidelity.NONE : Fidelity.BITS;
      case KERNEL -> Fidelity.NUMBERS;
      case TENSOR, OPTIMIZED, LINEAR, METAL -> Fidelity.NONE;
    };
  }

  @Override
  public List<LaunchShape> launches() {
    return compilation.kernels().stream().map(LaunchShape::of).toList();
  }

  @Override
  public List<List<String>> options() {
    return compilation.kernels().stream().map(CompiledKernel::options).toList();
  }

  @Override
  public Set<String> rules() {
    return rules;
  }
}
