package winofuzz.compiler;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.KernelDraft;
import winofuzz.convolution.CompiledKernel;
import winofuzz.ir.Arg;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;

/** The result of compiling one convolution on one path: a program a stage, and the kernels. */
public final class Compilation {
  private final Map<Stage, Program> programs;
  private final List<Memory> memories;
  private final List<CompiledKernel> kernels;
  private final boolean winograd;
  private final Function<Stage, Fidelity> fidelity;

  private Compilation(
      Map<Stage, Program> programs,
      List<Memory> memories,
      List<CompiledKernel> kernels,
      boolean winograd,
      Function<Stage, Fidelity> fidelity) {
    this.programs = new EnumMap<>(programs);
    this.memories = List.copyOf(memories);
    this.kernels = List.copyOf(kernels);
    this.winograd = winograd;
    this.fidelity = fidelity;
  }

  /**
   * Returns what a compilation gave.
   *
   * @param programs by stage
   * @param last what the last pass made
   * @param pipeline whose passes were applied
   * @param path that they were applied on
   */
  static Compilation of(
      Map<Stage, Program> programs, Draft last, Pipeline pipeline, BuiltinPath path) {
    return switch (last) {
      case Draft.Kernels done ->
          new Compilation(
              programs,
              done.memories(),
              done.kernels().stream().map(Compilation::compiled).toList(),
              done.winograd(),
              stage -> pipeline.phase(stage).fidelity().apply(path, done));
      case Draft.Start _, Draft.Whole _ ->
          throw new AssertionError("the passes ended before there were kernels");
    };
  }

  private static CompiledKernel compiled(KernelDraft kernel) {
    return new CompiledKernel(
        kernel.info().name(),
        kernel.text(),
        kernel.grid(),
        mentioned(kernel),
        kernel.info().appliedOptions());
  }

  /** Returns the memory of each argument that the text declares: those its instructions mention. */
  private static List<Integer> mentioned(KernelDraft kernel) {
    return kernel.instructions().instructions().stream()
        .filter(u -> u.is(Op.DEFINE_GLOBAL))
        .map(u -> ((Arg.Slot) u.arg()).number())
        .sorted()
        .map(kernel.arguments()::get)
        .toList();
  }

  /** Returns the program at a stage from tensor to linear. */
  public Program program(Stage stage) {
    Program program = programs.get(stage);
    if (program == null) {
      throw new IllegalArgumentException("no program at stage " + stage.label());
    }
    return program;
  }

  /** Returns the stages there is a program for, in order. */
  public List<Stage> stages() {
    return List.copyOf(programs.keySet());
  }

  /** Returns the device memory that the kernels use; inputs are named {@code x} and {@code w}. */
  public List<Memory> memories() {
    return memories;
  }

  /** Returns the kernels in launch order. */
  public List<CompiledKernel> kernels() {
    return kernels;
  }

  /** Returns how the float values of a stage relate to those of the stage before it. */
  public Fidelity fidelity(Stage stage) {
    return fidelity.apply(stage);
  }

  /** Whether the convolution was lowered by Winograd's algorithm. */
  public boolean isWinograd() {
    return winograd;
  }
}
