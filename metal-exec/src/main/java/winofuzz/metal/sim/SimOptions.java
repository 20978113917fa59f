package winofuzz.metal.sim;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.AccessListener;
import winofuzz.metal.Check;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.sim.instruction.StepBudget;

/**
 * How the simulator runs kernels.
 *
 * @param checks the checks that are on
 * @param profile how it computes
 * @param timeLimit how long a run may take
 * @param budget how much a batch may do until a loop counts as endless
 * @param allViolations whether every violation is kept, not only the first ones of each line
 * @param listener told of every access to a buffer, by one thread at a time; null for nobody
 */
public record SimOptions(
    Set<Check> checks,
    DeviceProfile profile,
    Duration timeLimit,
    StepBudget budget,
    boolean allViolations,
    @Nullable AccessListener listener) {

  /** Every check, strict arithmetic, ten minutes. */
  public static final SimOptions DEFAULT =
      new SimOptions(
          EnumSet.allOf(Check.class),
          DeviceProfile.STRICT,
          Duration.ofMinutes(10),
          StepBudget.DEFAULT,
          false,
          null);

  public SimOptions {
    checks = Set.copyOf(checks);
  }

  public SimOptions withChecks(Set<Check> watched) {
    return new SimOptions(watched, profile, timeLimit, budget, allViolations, listener);
  }

  public SimOptions withProfile(DeviceProfile numbers) {
    return new SimOptions(checks, numbers, timeLimit, budget, allViolations, listener);
  }

  public SimOptions withTimeLimit(Duration limit) {
    return new SimOptions(checks, profile, limit, budget, allViolations, listener);
  }

  public SimOptions withBudget(StepBudget steps) {
    return new SimOptions(checks, profile, timeLimit, steps, allViolations, listener);
  }

  public SimOptions withAllViolations() {
    return new SimOptions(checks, profile, timeLimit, budget, true, listener);
  }

  public SimOptions withListener(AccessListener told) {
    return new SimOptions(checks, profile, timeLimit, budget, allViolations, told);
  }
}
