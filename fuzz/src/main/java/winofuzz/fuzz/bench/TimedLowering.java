package winofuzz.fuzz.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.bench.LoweringTimes.Measured;
import winofuzz.fuzz.bench.LoweringTimes.NotMeasured;

/** A lowering that is timed, until one of its kernels fails. */
final class TimedLowering {

  /** Gives the kernels of a lowering, ready to be timed. */
  @FunctionalInterface
  interface Preparation {
    Prepared get() throws NotMeasuredException;
  }

  /**
   * Kernels ready to be timed.
   *
   * @param winograd whether Winograd's algorithm was used; empty where the compiler does not tell
   */
  record Prepared(Optional<Boolean> winograd, List<TimedKernel> kernels) {}

  private final LoweringPath path;
  private @Nullable Prepared prepared;
  private String failure = "";

  TimedLowering(LoweringPath path, Preparation preparation) {
    this.path = path;
    try {
      this.prepared = preparation.get();
    } catch (NotMeasuredException e) {
      fail(e);
    }
  }

  /** Adds a sample of each kernel. */
  void measure() {
    if (prepared == null) {
      return;
    }
    try {
      for (TimedKernel kernel : prepared.kernels()) {
        kernel.measure();
      }
    } catch (NotMeasuredException e) {
      fail(e);
    }
  }

  private void fail(NotMeasuredException e) {
    prepared = null;
    failure = String.valueOf(e.getMessage());
  }

  /** Returns what came of it, after one round at least. */
  LoweringTimes times() {
    if (prepared == null) {
      return new NotMeasured(path, failure);
    }
    List<KernelTimes> kernels = new ArrayList<>();
    prepared.kernels().forEach(kernel -> kernels.add(kernel.times()));
    return new Measured(path, prepared.winograd(), kernels);
  }
}
