package winofuzz.fuzz.programs.campaign;

import java.util.List;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.lowering.LoweredCase.Fault;

/**
 * What became of a program.
 *
 * @param kernels in launch order; none where it was not lowered
 * @param faults what the checks found, in order
 * @param found the elements of the output as text; none where the kernels did not run to the end
 */
public record ProgramStory(List<CompiledKernel> kernels, List<Fault> faults, List<String> found) {
  public ProgramStory {
    kernels = List.copyOf(kernels);
    faults = List.copyOf(faults);
    found = List.copyOf(found);
  }

  /** Returns whether a line of a kernel has a fault. */
  public boolean isFaulty(String kernel, int line) {
    return faults.stream().anyMatch(f -> f.kernel().equals(kernel) && f.line() == line);
  }
}
