package winofuzz.fuzz.lowering;

import java.util.List;
import winofuzz.convolution.CompiledKernel;
import winofuzz.ir.Memory;

/**
 * A lowering that has come as far as the compiler can tell whether it ends as another one does. It
 * is used in the arena and by the thread in which it was begun.
 */
public interface BegunLowering {
  /**
   * Returns what decides the rest: lowerings of one compiler object with equal keys have equal
   * kernels and memories.
   */
  ContentHash key();

  /**
   * Returns what it ends as.
   *
   * @throws winofuzz.convolution.LoweringException if the path cannot lower the convolution
   */
  Kernels finish();

  /**
   * What runs.
   *
   * @param kernels as of {@link LoweredCase#kernels}
   * @param memories as of {@link LoweredCase#memories}
   */
  record Kernels(List<CompiledKernel> kernels, List<Memory> memories) {
    public Kernels {
      kernels = List.copyOf(kernels);
      memories = List.copyOf(memories);
    }

    /** Returns those of a lowered case. */
    public static Kernels of(LoweredCase lowered) {
      return new Kernels(lowered.kernels(), lowered.memories());
    }
  }
}
