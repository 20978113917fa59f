package winofuzz.fuzz.prove;

import java.util.List;
import winofuzz.fuzz.lowering.BegunLowering;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.metal.Device;
import winofuzz.metal.FieldOutcome.RoundedConstant;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;

/**
 * What running the text of kernels at a point of the field says of them.
 *
 * @param identity whether they compute the convolution for all inputs
 * @param constants what constants of the text were taken for, each once
 * @param violations of memory and of the machine, in the first kernel that has some
 * @param isRun whether every kernel ran to its end, without violations
 * @param placesDependOnData whether an index or a condition may depend on what a buffer holds. If
 *     not, one run without violations shows that there are none for any inputs
 */
public record KernelIdentity(
    Identity identity,
    List<RoundedConstant> constants,
    List<Violation> violations,
    boolean isRun,
    boolean placesDependOnData) {
  public KernelIdentity {
    constants = List.copyOf(constants);
    violations = List.copyOf(violations);
  }

  /** Whether every access is in bounds, ordered and made once, for all inputs. */
  public boolean isSafe() {
    return isRun && !placesDependOnData;
  }

  /**
   * Returns how the constants were read, each spelling once, such as {@code 0.16666667f as 1/6}.
   */
  public List<String> readings() {
    return PointRun.readings(constants);
  }

  /**
   * Runs the kernels of a lowering one after the other.
   *
   * @param device one that computes over the field
   */
  public static KernelIdentity of(
      LoweredCase lowered, Device device, FieldPoint point, WorkLimit limit) {
    return PointRun.of(
            BegunLowering.Kernels.of(lowered), device, point.activation(), point.weight(), limit)
        .against(point.expected());
  }
}
