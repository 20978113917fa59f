package winofuzz.fuzz.programs;

import java.util.List;
import java.util.Optional;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredKernels;
import winofuzz.fuzz.lowering.UnsupportedCaseException;

/** A compiler that lowers tensor programs. Any number of threads may use it at once. */
public interface ProgramCompiler {
  /** Returns whether it does; where it does not, nothing else may be asked of it. */
  boolean lowersPrograms();

  /** Returns the paths that it offers. */
  List<LoweringPath> paths();

  /**
   * Lowers a program on a path.
   *
   * @throws LoweringException if the path cannot lower it; its pass is the place in the compiler
   * @throws UnsupportedCaseException if the compiler does not offer what it asks for
   */
  LoweredKernels lower(TensorProgram program, LoweringPath path);

  /**
   * Finds what makes kernels wrong.
   *
   * @return empty where they are right, or where the compiler cannot tell
   */
  default Optional<Culprit> culprit(TensorProgram program, LoweringPath path, KernelCheck check) {
    return Optional.empty();
  }
}
