package winofuzz.fuzz.oracle;

import java.util.Set;
import java.util.stream.IntStream;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.interpret.ConvolutionPromise;
import winofuzz.interpret.Values;

/**
 * {@code precision}: what a device computes is as near to the exact convolution as a convolution
 * promises, whatever the program of the path: products are added up in float32, and a narrower
 * result is rounded once at the end. What is promised of infinities and NaNs holds as well. See
 * {@link ConvolutionPromise}.
 */
final class PrecisionAssertion implements Assertion {
  @Override
  public String name() {
    return "precision";
  }

  @Override
  public Set<Concern> concerns() {
    return Set.of(Concern.VALUES);
  }

  @Override
  public Verdict check(Subject subject, LoweringPath path) {
    if (subject.hasReadOutside(path)) {
      return new Verdict.Skipped("what is read out of bounds has no value");
    }
    String device = subject.setting().device();
    if (!(subject.run(path, device) instanceof Execution.Finished finished)) {
      return new Verdict.Skipped("the kernels do not run");
    }
    if (subject.promises().algorithm(path).isEmpty()) {
      return new Verdict.Skipped("the compiler does not tell how it transforms and adds up");
    }
    if (subject.isFinite() && Values.exactlyEqual(subject.direct(), finished.output())) {
      // The convolution itself keeps any promise, which then need not be known.
      return new Verdict.Holds("equals the convolution");
    }
    return compare(subject.promises().of(path).orElseThrow(), finished.output(), path, device);
  }

  private static Verdict compare(
      ConvolutionPromise promise, Values found, LoweringPath path, String device) {
    if (found.size() != promise.size()) {
      return violated(device, "%d elements, expected %d".formatted(found.size(), promise.size()));
    }
    int[] beyond =
        IntStream.range(0, found.size()).filter(i -> !promise.allows(i, found.at(i))).toArray();
    if (beyond.length > 0) {
      int first = beyond[0];
      return violated(
          device,
          "%d of %d elements are beyond what is promised; the first at %d: %s has %s, promised %s"
              .formatted(
                  beyond.length,
                  found.size(),
                  first,
                  path.label(),
                  found.at(first),
                  promised(promise.lowAt(first), promise.highAt(first))));
    }
    int promised = promise.promised();
    return promised == 0
        ? new Verdict.Skipped("nothing is promised of sums that overflow or are not finite")
        : new Verdict.Holds("%d of %d elements".formatted(promised, found.size()));
  }

  private static String promised(double low, double high) {
    return low == high || Double.isNaN(low) ? String.valueOf(low) : low + " to " + high;
  }

  private static Verdict violated(String device, String detail) {
    return new Verdict.Violated(new Symptom.BeyondPromise(device), detail);
  }
}
