package winofuzz.fuzz.programs;

import java.util.Optional;
import winofuzz.fuzz.lowering.LoweredKernels;

/** Says whether kernels of a program are right on some inputs. */
public interface KernelCheck {
  /**
   * Returns what is wrong with kernels, in one line; empty if nothing is.
   *
   * @throws winofuzz.fuzz.lowering.UnsupportedCaseException if that cannot be told
   */
  Optional<String> wrong(LoweredKernels kernels);

  /**
   * Returns whether kernels use memory wrongly in other ways than by reading outside of it, such as
   * by a race. Whatever rule has fewer threads run hides that, so that hiding it is no sign of a
   * culprit.
   */
  boolean hasMisusedMemory(LoweredKernels kernels);
}
