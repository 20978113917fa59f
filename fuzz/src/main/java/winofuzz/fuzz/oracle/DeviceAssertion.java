package winofuzz.fuzz.oracle;

import java.util.Optional;
import java.util.Set;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.prove.Identity;
import winofuzz.interpret.ConvolutionBound;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;

/**
 * {@code device}: what a device computes equals the evaluation of the {@code linear} stage in
 * floats under the device's numeric profile, bit for bit, NaN as a class. Where a compiler gives no
 * stages, it is no further from the exact convolution than rounding can take it, and equals it on
 * inputs that no order of sums rounds unless the path transforms the convolution.
 *
 * <p>What the inputs of a case do not show is asked of the text: where the last stage is the
 * convolution or not known, it computes the convolution for all inputs, as far as running it at a
 * point of a field can tell.
 */
final class DeviceAssertion implements Assertion {
  static final String NAME = "device";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Concern> concerns() {
    return Set.of(Concern.VALUES, Concern.MEMORY);
  }

  @Override
  public Verdict check(Subject subject, LoweringPath path) {
    if (subject.hasReadOutside(path)) {
      return new Verdict.Skipped("what is read out of bounds has no value");
    }
    String device = subject.setting().device();
    Verdict verdict = onInputs(subject, path, device);
    return verdict instanceof Verdict.Violated
            || subject.hasChosenInputs()
            || isWrongBeforeTheText(subject, path)
        ? verdict
        : forAllInputs(subject, path, verdict);
  }

  /** Whether the text is to say something else than the convolution. */
  private static boolean isWrongBeforeTheText(Subject subject, LoweringPath path) {
    return subject.lowered(path).isBitExact()
        && subject.claims().ofStage(path, Stage.LINEAR).isRefuted();
  }

  /** What is to be said of all inputs, where nothing is wrong on those of the case. */
  private static Verdict forAllInputs(Subject subject, LoweringPath path, Verdict onInputs) {
    Identity text = subject.claims().ofText(path);
    return switch (text) {
      case Identity.Proven _ ->
          new Verdict.Holds(
              (onInputs instanceof Verdict.Holds(String compared, _) ? compared + "; " : "")
                  + "the text for all inputs");
      case Identity.Refuted _, Identity.NoValue _ ->
          Verdict.Violated.onOtherInputs(
              new Symptom.WrongOnDevice(subject.setting().device()),
              "the text " + text.described());
      case Identity.NotProven _ -> onInputs;
    };
  }

  private static Verdict onInputs(Subject subject, LoweringPath path, String device) {
    return switch (subject.run(path, device)) {
      case Execution.Stopped(String how, String detail) ->
          device.equals(Subject.CHECKED_DEVICE)
              ? new Verdict.Skipped("the kernels do not run: " + how)
              : new Verdict.Violated(new Symptom.DidNotFinish(device, how), detail);
      case Execution.Finished finished ->
          subject.lowered(path).isBitExact()
              ? compare(subject, path, finished.output(), device)
              : compareExactly(subject, path, finished.output(), device);
    };
  }

  /**
   * Where there is no stage to compare with, the exact convolution is known, and how far from it
   * rounding may take any path. Where no order of sums rounds, a path that does not transform the
   * convolution has no excuse.
   */
  private static Verdict compareExactly(
      Subject subject, LoweringPath path, Values found, String device) {
    if (!subject.isFinite()) {
      return new Verdict.Skipped("without stages, infinities and NaNs have no known value");
    }
    Values expected = subject.direct();
    if (Differences.sameNumbers(expected, found)) {
      return new Verdict.Holds(device + " exactly");
    }
    boolean mayRound =
        !subject.lowered(path).isWinograd().equals(Optional.of(false))
            || !subject.isExactInAnyOrder();
    if (mayRound) {
      ConvolutionBound bound = subject.roundingBound();
      if (bound.mayOverflow()) {
        return new Verdict.Skipped("without stages, values that may overflow are not known");
      }
      return Differences.areWithin(expected, found, bound::errorAt)
          ? new Verdict.Holds(device + " within what rounding can do")
          : violated(device, Differences.beyond(expected, found, bound::errorAt, "direct", device));
    }
    return violated(device, Differences.exact(expected, found, "direct", device));
  }

  private static Verdict violated(String device, String detail) {
    return new Verdict.Violated(new Symptom.WrongOnDevice(device), detail);
  }

  private static Verdict compare(Subject subject, LoweringPath path, Values found, String device) {
    Values expected = subject.onDevice(path);
    if (Differences.sameBits(expected, found)) {
      return new Verdict.Holds(device + " bit for bit");
    }
    return new Verdict.Violated(
        new Symptom.WrongOnDevice(device),
        Differences.bits(expected, found, Stage.LINEAR.label(), device));
  }
}
