package winofuzz.compiler;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import winofuzz.convolution.CompiledKernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;

/** What compiling one convolution on one path gave: the program at every stage, and the kernels. */
public final class Compilation {
  private final Map<Stage, Program> programs;
  private final List<Memory> memories;
  private final List<CompiledKernel> kernels;
  private final boolean winograd;

  Compilation(
      Map<Stage, Program> programs,
      List<Memory> memories,
      List<CompiledKernel> kernels,
      boolean winograd) {
    this.programs = new EnumMap<>(programs);
    this.memories = List.copyOf(memories);
    this.kernels = List.copyOf(kernels);
    this.winograd = winograd;
  }

  /** The program at a stage from tensor to linear. */
  public Program program(Stage stage) {
    Program program = programs.get(stage);
    if (program == null) {
      throw new IllegalArgumentException("no program at stage " + stage.label());
    }
    return program;
  }

  /** The stages there is a program for, in order. */
  public List<Stage> stages() {
    return List.copyOf(programs.keySet());
  }

  /** The device memory that the kernels use; inputs are named {@code x} and {@code w}. */
  public List<Memory> memories() {
    return memories;
  }

  /** The kernels in launch order. */
  public List<CompiledKernel> kernels() {
    return kernels;
  }

  /** Whether the convolution was lowered by Winograd's algorithm. */
  public boolean isWinograd() {
    return winograd;
  }
}
