package winofuzz.fuzz.oracle;

import java.util.Optional;
import java.util.Set;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;

/**
 * {@code device}: what a device computes equals the evaluation of the {@code linear} stage in
 * floats under the device's numeric profile, bit for bit, NaN as a class. Where a compiler gives no
 * stages and does not transform the convolution, it equals the exact convolution on inputs that no
 * order of sums rounds.
 */
final class DeviceAssertion implements Assertion {
  @Override
  public String name() {
    return "device";
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
    return switch (subject.run(path, device)) {
      case Execution.Stopped(String how, String detail) ->
          device.equals(Subject.CHECKED_DEVICE)
              ? new Verdict.Skipped("the kernels do not run: " + how)
              : new Verdict.Violated(new Symptom.DidNotFinish(device, how), detail);
      case Execution.Finished finished ->
          subject.lowered(path).stages().contains(Stage.LINEAR)
              ? compare(subject, path, finished.output(), device)
              : compareExactly(subject, path, finished.output(), device);
    };
  }

  /** Where there is no stage to compare with, values that no order of sums can round are known. */
  private static Verdict compareExactly(
      Subject subject, LoweringPath path, Values found, String device) {
    if (!subject.lowered(path).isWinograd().equals(Optional.of(false))) {
      return new Verdict.Skipped("without stages, values of a transformed convolution may round");
    }
    if (!subject.isExactInAnyOrder()) {
      return new Verdict.Skipped("without stages, values of these inputs may round");
    }
    Values expected = subject.direct();
    return Differences.sameNumbers(expected, found)
        ? new Verdict.Holds(device + " exactly")
        : new Verdict.Violated(
            new Symptom.WrongOnDevice(device),
            Differences.exact(expected, found, "direct", device));
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
