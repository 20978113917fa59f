package winofuzz.fuzz.external;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.lowering.LoweredCase.StageFault;
import winofuzz.fuzz.lowering.Roundings;
import winofuzz.interpret.ConvolutionBound;
import winofuzz.interpret.Values;
import winofuzz.metal.Device;
import winofuzz.metal.sim.SimDevice;

/** What the kernels of a convolution come to on some inputs: right, or wrong in which way. */
final class KernelCorrectness implements Correctness {
  private static final Device DEVICE = new SimDevice();

  private final Set<StageFault> bugs;
  private final Values activation;
  private final Values weight;
  private final Values expected;
  private final ConvolutionBound bound;
  private final boolean mayRound;

  /**
   * @param bugs what counts as wrong; kernels that do not run to the end do in any case
   * @param winograd whether the kernels use Winograd's algorithm, if that is known
   * @param expected the exact convolution of the inputs
   */
  KernelCorrectness(
      Set<StageFault> bugs,
      Convolution convolution,
      Optional<Boolean> winograd,
      Values activation,
      Values weight,
      Values expected) {
    this.bugs = Set.copyOf(bugs);
    this.activation = activation;
    this.weight = weight;
    this.expected = expected;
    this.bound = ConvolutionBound.of(convolution, activation, weight);
    this.mayRound = mayRound(convolution, winograd, activation, weight);
  }

  private static boolean mayRound(
      Convolution convolution, Optional<Boolean> winograd, Values activation, Values weight) {
    return !winograd.equals(Optional.of(false))
        || !Roundings.isExactInAnyOrder(convolution, activation, weight);
  }

  /**
   * Returns how far rounding can take any element of a convolution; 0 where inputs are not finite.
   *
   * @param winograd whether the kernels use Winograd's algorithm, if that is known
   */
  static double tolerance(
      Convolution convolution, Optional<Boolean> winograd, Values activation, Values weight) {
    if (!activation.areFinite()
        || !weight.areFinite()
        || !mayRound(convolution, winograd, activation, weight)) {
      return 0;
    }
    ConvolutionBound bound = ConvolutionBound.of(convolution, activation, weight);
    if (bound.mayOverflow()) {
      return Double.POSITIVE_INFINITY;
    }
    int elements = Math.toIntExact(Convolution.product(convolution.outputShape()));
    return IntStream.range(0, elements).mapToDouble(bound::errorAt).max().orElse(0);
  }

  @Override
  public Optional<String> wrong(LoweredCase lowered) {
    return switch (lowered.run(DEVICE, activation, weight)) {
      case Execution.Stopped(String how, String detail) -> Optional.of(how + ": " + detail);
      case Execution.Finished finished -> wrong(finished);
    };
  }

  @Override
  public boolean hasMisusedMemory(LoweredCase lowered) {
    return lowered.run(DEVICE, activation, weight) instanceof Execution.Finished finished
        && finished.faults().stream().anyMatch(fault -> !fault.isRead());
  }

  private Optional<String> wrong(Execution.Finished finished) {
    for (Fault fault : finished.faults()) {
      if (bugs.contains(StageFault.INTERMEDIATE)
          || (bugs.contains(StageFault.READ) && fault.isRead())) {
        return Optional.of(fault.detail());
      }
    }
    return bugs.contains(StageFault.VALUE) ? difference(finished.output()) : Optional.empty();
  }

  private Optional<String> difference(Values found) {
    if (found.size() != expected.size()) {
      return Optional.of("expected %d elements, found %d".formatted(expected.size(), found.size()));
    }
    if (mayRound && bound.mayOverflow()) {
      return Optional.empty();
    }
    for (int i = 0; i < found.size(); i++) {
      double allowed = mayRound ? Math.nextUp(bound.errorAt(i)) : 0;
      // Not "distance > allowed", which a NaN would pass.
      if (!(Math.abs(found.at(i) - expected.at(i)) <= allowed)) {
        return Optional.of(
            "element %d: expected %s, found %s".formatted(i, expected.at(i), found.at(i)));
      }
    }
    return Optional.empty();
  }
}
