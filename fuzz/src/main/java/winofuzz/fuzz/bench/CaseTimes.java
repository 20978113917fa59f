package winofuzz.fuzz.bench;

import java.util.List;
import java.util.Optional;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.bench.LoweringTimes.Measured;
import winofuzz.fuzz.cases.ConvCase;

/**
 * What the lowerings of a case take.
 *
 * @param subject the case
 * @param reference the path that the others are held against
 * @param lowerings one for each path
 */
public record CaseTimes(ConvCase subject, LoweringPath reference, List<LoweringTimes> lowerings) {
  public CaseTimes {
    lowerings = List.copyOf(lowerings);
  }

  /** The operations of the convolution by its definition: a product and a sum for each term. */
  public long operations() {
    Convolution c = subject.convolution();
    long terms = Convolution.product(c.weightShape()) / c.cout();
    return 2 * Convolution.product(c.outputShape()) * terms;
  }

  /** Returns the measured lowerings. */
  public List<Measured> measured() {
    return lowerings.stream().filter(Measured.class::isInstance).map(Measured.class::cast).toList();
  }

  /**
   * Returns how a lowering compares with the reference; empty for the reference, and where it was
   * not measured.
   */
  public Optional<Ratio> ratio(Measured lowering) {
    return measuredReference()
        .filter(of -> !of.path().equals(lowering.path()))
        .map(of -> Ratio.paired(lowering.times(), of.times()));
  }

  /**
   * Returns the verdict on a lowering: empty for the reference, where that was not measured, and
   * for a lowering that is no candidate, as it leaves Winograd's algorithm to the reference.
   *
   * @param threshold how much more than the reference is allowed, such as 0.2
   */
  public Optional<SpeedVerdict> verdict(Measured lowering, double threshold) {
    boolean candidate =
        measuredReference().map(Measured::winograd).equals(Optional.of(lowering.winograd()));
    return candidate
        ? ratio(lowering).map(ratio -> SpeedVerdict.of(ratio, threshold))
        : Optional.empty();
  }

  private Optional<Measured> measuredReference() {
    return measured().stream().filter(m -> m.path().equals(reference)).findFirst();
  }
}
