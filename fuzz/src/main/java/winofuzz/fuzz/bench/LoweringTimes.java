package winofuzz.fuzz.bench;

import java.util.List;
import java.util.Optional;
import winofuzz.convolution.LoweringPath;

/** What came of measuring one lowering. */
public sealed interface LoweringTimes {

  /** The path that lowered it. */
  LoweringPath path();

  /**
   * It was measured.
   *
   * @param winograd whether Winograd's algorithm was used; empty where the compiler does not tell
   * @param kernels in launch order
   */
  record Measured(LoweringPath path, Optional<Boolean> winograd, List<KernelTimes> kernels)
      implements LoweringTimes {
    public Measured {
      kernels = List.copyOf(kernels);
    }

    /** Returns what its kernels take together, in each round. */
    public TimeSamples times() {
      return TimeSamples.sum(kernels.stream().map(KernelTimes::times).toList());
    }
  }

  /**
   * It does not lower, or its kernels do not run.
   *
   * @param reason one line
   */
  record NotMeasured(LoweringPath path, String reason) implements LoweringTimes {}
}
