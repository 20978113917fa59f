package winofuzz.fuzz.oracle;

import java.util.Set;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;

/**
 * {@code device}: what a device computes equals the evaluation of the {@code linear} stage in
 * floats under the device's numeric profile, bit for bit, NaN as a class.
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
    if (!subject.lowered(path).stages().contains(Stage.LINEAR)) {
      return new Verdict.Skipped("the interpreter does not evaluate the linear stage");
    }
    if (subject.hasReadOutside(path)) {
      return new Verdict.Skipped("what is read out of bounds has no value");
    }
    String device = subject.setting().device();
    return switch (subject.run(path, device)) {
      case Execution.Stopped(String how, String detail) ->
          device.equals(Subject.CHECKED_DEVICE)
              ? new Verdict.Skipped("the kernels do not run: " + how)
              : new Verdict.Violated(new Symptom.DidNotFinish(device, how), detail);
      case Execution.Finished finished -> compare(subject, path, finished.output(), device);
    };
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
