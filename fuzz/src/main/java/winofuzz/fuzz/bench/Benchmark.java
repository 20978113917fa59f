package winofuzz.fuzz.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.inputs.Drawing;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.Values;
import winofuzz.metal.Device;
import winofuzz.metal.bundle.Bundle;

/**
 * Measures the lowerings of a case side by side. In each round every kernel of every lowering is
 * timed once, so that what slows the machine down for a while slows all of them down; a round
 * begins with another lowering than the one before.
 */
public final class Benchmark {
  private final CompilerUnderTest compiler;
  private final Setting setting;
  private final Device device;
  private final Rounds rounds;
  private final double threshold;

  /**
   * Creates a benchmark.
   *
   * @param setting what is measured; its first path is the one that the others are held against
   * @param device where
   * @param threshold rounds go on while it is undecided whether a lowering takes more than the
   *     reference by this share, such as 0.2
   */
  public Benchmark(
      CompilerUnderTest compiler, Setting setting, Device device, Rounds rounds, double threshold) {
    this.compiler = compiler;
    this.setting = setting;
    this.device = device;
    this.rounds = rounds;
    this.threshold = threshold;
  }

  /**
   * Compiles and runs the kernels of all lowerings of some cases, on all processors at once. The
   * device keeps what it compiled, so that they are not compiled one by one when they are measured.
   */
  public void warmUp(List<ConvCase> subjects) {
    try (ExecutorService processors =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (ConvCase subject : subjects) {
        for (LoweringPath path : setting.paths()) {
          // What goes wrong goes wrong again when it is measured, and is told then.
          Future<?> _ = processors.submit(() -> bundles(subject, lower(subject, path)));
        }
      }
    }
  }

  /** Measures a case. */
  public CaseTimes of(ConvCase subject) {
    List<TimedLowering> lowerings = new ArrayList<>();
    for (LoweringPath path : setting.paths()) {
      lowerings.add(new TimedLowering(path, () -> prepare(subject, path)));
    }
    for (int round = 1; ; round++) {
      Collections.rotate(lowerings, 1);
      lowerings.forEach(TimedLowering::measure);
      if (round >= rounds.least()) {
        CaseTimes times = times(subject, lowerings);
        if (round >= rounds.most() || isDecided(times)) {
          return times;
        }
      }
    }
  }

  private TimedLowering.Prepared prepare(ConvCase subject, LoweringPath path)
      throws NotMeasuredException {
    try {
      LoweredCase lowered = lower(subject, path);
      List<TimedKernel> kernels = new ArrayList<>();
      for (Bundle bundle : bundles(subject, lowered)) {
        kernels.add(TimedKernel.warm(device, bundle.launch(), rounds));
      }
      if (kernels.isEmpty()) {
        throw new NotMeasuredException("has no kernels");
      }
      return new TimedLowering.Prepared(lowered.isWinograd(), kernels);
    } catch (LoweringException e) {
      throw new NotMeasuredException("does not lower: " + e.getMessage(), e);
    } catch (UnsupportedCaseException e) {
      throw new NotMeasuredException("not supported: " + e.getMessage(), e);
    }
  }

  private LoweredCase lower(ConvCase subject, LoweringPath path) {
    return compiler.lower(subject.convolution(), path, setting.defects(), setting.target());
  }

  private List<Bundle> bundles(ConvCase subject, LoweredCase lowered) {
    Drawing drawing = subject.drawing();
    return lowered.bundles(
        device,
        Values.of(subject.convolution().dtype(), drawing.activation()),
        Values.of(subject.convolution().dtype(), drawing.weight()));
  }

  /** Returns what was measured so far, in the order of the paths. */
  private CaseTimes times(ConvCase subject, List<TimedLowering> lowerings) {
    List<LoweringTimes> times =
        lowerings.stream()
            .map(TimedLowering::times)
            .sorted(Comparator.comparingInt(t -> setting.paths().indexOf(t.path())))
            .toList();
    return new CaseTimes(subject, setting.paths().getFirst(), times);
  }

  private boolean isDecided(CaseTimes times) {
    return times.measured().stream()
        .flatMap(m -> times.verdict(m, threshold).stream())
        .noneMatch(SpeedVerdict.UNDECIDED::equals);
  }
}
