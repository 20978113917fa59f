package winofuzz.fuzz.fault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.MemoryValues;
import winofuzz.interpret.BoundsPolicy;
import winofuzz.interpret.Evaluation;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.Launch;
import winofuzz.metal.bundle.Bundle;
import winofuzz.number.NumericProfile;

/**
 * Finds the first line of a kernel at which a device comes to another value than the interpreter.
 * Each kernel is evaluated on what the device left in the memories that it reads, so that the first
 * one that writes something else is the one that goes wrong. Of the thread that writes its first
 * wrong element every value is then compared, in the order of execution.
 */
public final class LineSearch {
  /** More values of one kernel are not looked at. */
  private static final long MOST_PROBED = 1 << 24;

  private final LoweredCase lowered;
  private final Device device;
  private final Interpreter interpreter;

  /**
   * A search on a lowered case whose stage linear says, bit for bit, what a device computes.
   *
   * @param profile of the device
   */
  public LineSearch(LoweredCase lowered, Device device, NumericProfile profile) {
    this.lowered = lowered;
    this.device = device;
    this.interpreter =
        Interpreter.of(Semantics.IEEE).withProfile(profile).withBounds(BoundsPolicy.ZERO);
  }

  /** What was found. */
  public sealed interface Found {
    /**
     * A line.
     *
     * @param right whose value is right: the one that the line comes to in rational numbers, each
     *     operation rounded once
     */
    record AtLine(WrongLine line, Right right) implements Found {}

    /**
     * Every line has the value that it should have, and still the memory has another.
     *
     * @param seen what is seen instead, as a sentence without a full stop
     */
    record BeyondLines(String seen) implements Found {}
  }

  /** Whose value of a line is right. */
  public enum Right {
    INTERPRETER,
    DEVICE,
    UNKNOWN
  }

  /** Returns the first line that differs on inputs; empty where none does, or it cannot be told. */
  public Optional<Found> first(Values activation, Values weight) {
    boolean isKnown = !lowered.kernels().isEmpty() && !lowered.lines(0).isEmpty();
    if (!isKnown || !(lowered.program(Stage.LINEAR) instanceof Program.Scheduled program)) {
      return Optional.empty();
    }
    List<Bundle> bundles = lowered.bundles(device, activation, weight);
    for (int number = 0; number < bundles.size(); number++) {
      Bundle bundle = bundles.get(number);
      Buffer written = bundle.expected().get(0);
      if (written == null) {
        return Optional.empty();
      }
      KernelAlone alone = KernelAlone.of(lowered, program, number, bundle.launch());
      Values expected = interpreter.evaluate(alone.program(), alone.inputs()).output();
      int wrong = firstDifference(expected, MemoryValues.values(expected.dtype(), written));
      if (wrong >= 0) {
        return inKernel(alone, bundle.launch(), wrong);
      }
    }
    return Optional.empty();
  }

  private Optional<Found> inKernel(KernelAlone alone, Launch launch, int wrong) {
    if (alone.values() > MOST_PROBED) {
      return Optional.empty();
    }
    Map<UOp, Evaluation.Probe> probes =
        interpreter
            .withProbes(Set.copyOf(alone.body().instructions()))
            .evaluate(alone.program(), alone.inputs())
            .probes();
    return new ThreadSearch(alone, probes, interpreter.profile()).first(device, launch, wrong);
  }

  /** Returns the first element whose bits differ; -1 if none does. */
  private static int firstDifference(Values expected, Values found) {
    for (int i = 0; i < expected.size(); i++) {
      if (Double.doubleToLongBits(expected.at(i)) != Double.doubleToLongBits(found.at(i))) {
        return i;
      }
    }
    return -1;
  }
}
