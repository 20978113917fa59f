package winofuzz.fuzz.oracle;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.interpret.ConvolutionBound;
import winofuzz.interpret.ConvolutionPromise;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.number.RoundingErrors;

/**
 * {@code cross-path}: every path computes what the first one does. Where the inputs are certified
 * (no operation on them rounds on either path) bit for bit; elsewhere within the sum of both paths'
 * bounds on what rounding did, and within what both promise. A zero of the other sign is remarked
 * upon and no violation: a sum's sign of zero depends on the order of its terms, which differs
 * between paths by intent.
 */
final class CrossPathAssertion implements Assertion {
  @Override
  public String name() {
    return "cross-path";
  }

  @Override
  public Set<Concern> concerns() {
    return Set.of(Concern.VALUES);
  }

  @Override
  public List<LoweringPath> paths(Setting setting) {
    return setting.paths().stream().skip(1).toList();
  }

  @Override
  public Verdict check(Subject subject, LoweringPath path) {
    LoweringPath first = subject.setting().paths().getFirst();
    if (!subject.isLowered(first)) {
      return new Verdict.Skipped("the path it is held against does not lower");
    }
    if (subject.hasReadOutside(first) || subject.hasReadOutside(path)) {
      return new Verdict.Skipped("what is read out of bounds has no value");
    }
    if (!subject.isFinite()) {
      return new Verdict.Skipped("infinities and NaNs depend on the order of operations");
    }
    String device = subject.setting().device();
    if (subject.run(first, device) instanceof Execution.Finished left
        && subject.run(path, device) instanceof Execution.Finished right) {
      // Equal bits are within any bound, which then need not be known.
      return subject.isCertified() || Differences.sameBits(left.output(), right.output())
          ? sameBits(left.output(), right.output(), first, path)
          : withinBound(subject, left.output(), right.output(), first, path);
    }
    return new Verdict.Skipped("the kernels do not run");
  }

  private static Verdict sameBits(
      Values left, Values right, LoweringPath first, LoweringPath path) {
    if (Differences.sameBits(left, right)) {
      return new Verdict.Holds("equals " + first.label() + " bit for bit", Distance.NONE);
    }
    String detail = Differences.bits(left, right, first.label(), path.label());
    return Differences.sameNumbers(left, right)
        ? new Verdict.HoldsWithRemark(Differences.ZERO_SIGNS, detail)
        : violated(detail);
  }

  private static Verdict withinBound(
      Subject subject, Values left, Values right, LoweringPath first, LoweringPath path) {
    if (!canBeBounded(subject, first) || !canBeBounded(subject, path)) {
      return withinBoundOfAny(subject, left, right, first, path);
    }
    Values.Bounded firstBound = subject.bounded(first);
    Values.Bounded bound = subject.bounded(path);
    double worst = 0;
    double furthest = 0;
    long ulps = 0;
    DType dtype = subject.subject().convolution().dtype();
    for (int i = 0; i < left.size(); i++) {
      double bounded = RoundingErrors.up(firstBound.boundAt(i), bound.boundAt(i));
      double allowed = Math.min(bounded, promised(subject, first, path, i));
      if (!Double.isFinite(bounded)) {
        return new Verdict.Skipped("the sums overflow, and where depends on their order");
      }
      double distance = Math.abs(left.at(i) - right.at(i));
      // Not "distance > allowed", which a NaN would pass.
      if (!(distance <= allowed)) {
        return violated(
            "element %d: %s has %s, %s %s, further apart than %s"
                .formatted(i, first.label(), left.at(i), path.label(), right.at(i), allowed));
      }
      worst = Math.max(worst, distance == 0 ? 0 : distance / allowed);
      furthest = Math.max(furthest, distance);
      ulps = Math.max(ulps, Ulps.between(dtype, left.at(i), right.at(i)));
    }
    return new Verdict.Holds(
        String.format(
            Locale.ROOT,
            "at most %.1e from %s, %.4f of what the bounds allow",
            furthest,
            first.label(),
            worst),
        new Distance(ulps, worst));
  }

  /**
   * How far apart what both paths promise lets an element be; infinite where nothing is promised.
   */
  private static double promised(
      Subject subject, LoweringPath first, LoweringPath path, int element) {
    Optional<ConvolutionPromise> left = subject.promises().of(first);
    Optional<ConvolutionPromise> right = subject.promises().of(path);
    return left.isPresent() && right.isPresent()
        ? left.get().furthest(right.get(), element)
        : Double.POSITIVE_INFINITY;
  }

  /** Where a path gives no stages: both are held to the bound of any way of computing it. */
  private static Verdict withinBoundOfAny(
      Subject subject, Values left, Values right, LoweringPath first, LoweringPath path) {
    ConvolutionBound bound = subject.roundingBound();
    if (bound.mayOverflow()) {
      return new Verdict.Skipped("without stages, values that may overflow are not known");
    }
    IntToDoubleFunction allowed = i -> 2 * bound.errorAt(i);
    return Differences.areWithin(left, right, allowed)
        ? new Verdict.Holds("as near to " + first.label() + " as rounding leaves it")
        : violated(Differences.beyond(left, right, allowed, first.label(), path.label()));
  }

  private static boolean canBeBounded(Subject subject, LoweringPath path) {
    return subject.lowered(path).isBitExact();
  }

  private static Verdict violated(String detail) {
    return new Verdict.Violated(new Symptom.PathsDiffer(), detail);
  }
}
