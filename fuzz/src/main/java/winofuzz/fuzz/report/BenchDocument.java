package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.bench.CaseTimes;
import winofuzz.fuzz.bench.KernelTimes;
import winofuzz.fuzz.bench.LoweringTimes;
import winofuzz.fuzz.bench.LoweringTimes.Measured;
import winofuzz.fuzz.bench.LoweringTimes.NotMeasured;
import winofuzz.fuzz.bench.Peak;
import winofuzz.fuzz.bench.Ratio;
import winofuzz.fuzz.bench.SpeedVerdict;
import winofuzz.fuzz.bench.TimeSamples;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;

/**
 * The JSON that {@code bench} writes, and reads as what to compare with. Times are in microseconds.
 *
 * @param device what ran the kernels
 * @param hardware the machine behind it; empty where it has no name
 * @param peak what the device does at best; absent where that was not measured
 * @param reference the path that the others are held against
 * @param threshold how much more than the reference is allowed, such as 0.2
 * @param slower how many lowerings take more than that
 * @param left cases that were not begun before the budget was spent
 * @param against how they compare with an earlier document; absent where none was named
 */
public record BenchDocument(
    String device,
    String hardware,
    Target target,
    @Nullable Peak peak,
    LoweringPath reference,
    double threshold,
    int slower,
    List<Case> cases,
    List<ConvCase> left,
    @Nullable List<Change> against) {
  /** The version of the file's format. */
  public static final int FORMAT = 1;

  public BenchDocument {
    cases = List.copyOf(cases);
    left = List.copyOf(left);
  }

  /** Returns this with what was measured, and the cases that there was no time for. */
  public BenchDocument with(
      @Nullable Peak measuredPeak, List<Case> measured, List<ConvCase> notBegun) {
    long tooSlow =
        measured.stream()
            .flatMap(c -> c.paths.stream())
            .filter(lowering -> lowering.verdict == SpeedVerdict.SLOWER)
            .count();
    return new BenchDocument(
        device,
        hardware,
        target,
        measuredPeak,
        reference,
        threshold,
        Math.toIntExact(tooSlow),
        measured,
        notBegun,
        null);
  }

  /**
   * How a lowering compares with itself in an earlier document.
   *
   * @param ratio of its median now to the one then
   */
  public record Change(
      @JsonProperty("case") ConvCase subject,
      LoweringPath path,
      Ratio ratio,
      SpeedVerdict verdict) {}

  /**
   * Returns this, if it can be compared with.
   *
   * @throws BadInputException if it has times that nothing takes
   */
  public BenchDocument checked() {
    cases.stream().flatMap(c -> c.paths.stream()).forEach(Lowering::check);
    return this;
  }

  /** Returns this with what changed since an earlier document, for what both have measured. */
  public BenchDocument against(BenchDocument earlier) {
    List<Change> changes = new ArrayList<>();
    for (Case now : cases) {
      for (Lowering lowering : now.paths) {
        Optional<TimeSamples> before = earlier.times(now.subject, lowering.path);
        if (before.isPresent() && lowering.times().isPresent()) {
          Ratio ratio = Ratio.unpaired(lowering.times().get(), before.get());
          changes.add(
              new Change(now.subject, lowering.path, ratio, SpeedVerdict.of(ratio, threshold)));
        }
      }
    }
    return new BenchDocument(
        device, hardware, target, peak, reference, threshold, slower, cases, left, changes);
  }

  /** Returns what a path takes for a case; empty where that was not measured. */
  private Optional<TimeSamples> times(ConvCase subject, LoweringPath path) {
    return cases.stream()
        .filter(c -> c.subject.equals(subject))
        .flatMap(c -> c.paths.stream())
        .filter(lowering -> lowering.path.equals(path))
        .findFirst()
        .flatMap(Lowering::times);
  }

  /** Whether anything takes more than is allowed, of the reference or of itself before. */
  public boolean hasSlower() {
    return slower > 0
        || (against != null && against.stream().anyMatch(c -> c.verdict == SpeedVerdict.SLOWER));
  }

  /** The lowerings of a case. */
  public record Case(@JsonProperty("case") ConvCase subject, List<Lowering> paths) {}

  /**
   * A lowering.
   *
   * @param error why it was not measured, null where it was
   * @param winograd whether Winograd's algorithm was used, absent where the compiler does not tell
   * @param median of the sums of its kernels in each round
   * @param gigaflops operations of the convolution by its definition, in 10^9 a second
   * @param ratio of its median to that of the reference
   */
  public record Lowering(
      LoweringPath path,
      @JsonInclude @Nullable String error,
      @Nullable Boolean winograd,
      @Nullable Double minimum,
      @Nullable Double median,
      @Nullable Double gigaflops,
      @Nullable Ratio ratio,
      @Nullable SpeedVerdict verdict,
      List<Kernel> kernels) {

    private void check() {
      long rounds = kernels.stream().map(k -> k.microseconds.size()).distinct().count();
      if (rounds > 1 || !kernels.stream().allMatch(Kernel::isMeasured)) {
        throw new BadInputException(
            "path %s: microseconds: expected as many times, above 0, for each kernel"
                .formatted(path.label()));
      }
    }

    /** Returns what its kernels take together, in each round; empty if it was not measured. */
    public Optional<TimeSamples> times() {
      return kernels.isEmpty()
          ? Optional.empty()
          : Optional.of(
              TimeSamples.sum(kernels.stream().map(k -> new TimeSamples(k.microseconds)).toList()));
    }
  }

  /**
   * A kernel.
   *
   * @param bytes of all its buffers
   * @param gigabytes of them, in 10^9 a second at the median
   * @param microseconds of a launch, in each round
   */
  public record Kernel(
      String name, long bytes, double median, double gigabytes, List<Double> microseconds) {
    private boolean isMeasured() {
      return !microseconds.isEmpty()
          && microseconds.stream().allMatch(t -> t > 0 && Double.isFinite(t));
    }
  }

  /** Returns the document of a case. */
  public static Case of(CaseTimes times, double threshold) {
    return new Case(
        times.subject(),
        times.lowerings().stream().map(lowering -> of(times, lowering, threshold)).toList());
  }

  private static Lowering of(CaseTimes times, LoweringTimes lowering, double threshold) {
    return switch (lowering) {
      case NotMeasured(LoweringPath path, String reason) ->
          new Lowering(path, reason, null, null, null, null, null, null, List.of());
      case Measured measured -> {
        TimeSamples samples = measured.times();
        yield new Lowering(
            measured.path(),
            null,
            measured.winograd().orElse(null),
            samples.minimum(),
            samples.median(),
            perSecond(times.operations(), samples),
            times.ratio(measured).orElse(null),
            times.verdict(measured, threshold).orElse(null),
            measured.kernels().stream().map(BenchDocument::of).toList());
      }
    };
  }

  private static Kernel of(KernelTimes kernel) {
    return new Kernel(
        kernel.name(),
        kernel.bytes(),
        kernel.times().median(),
        perSecond(kernel.bytes(), kernel.times()),
        kernel.times().microseconds());
  }

  /** Returns how much of something a second is, in 10^9, at the median. */
  private static double perSecond(long amount, TimeSamples samples) {
    return amount / samples.median() / 1e3;
  }
}
