package winofuzz.metal.sim;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import winofuzz.metal.Check;
import winofuzz.metal.DeviceProfile;

/**
 * How the simulator runs kernels.
 *
 * @param checks the checks that are on
 * @param profile how it computes
 * @param timeLimit how long a run may take
 */
public record SimOptions(Set<Check> checks, DeviceProfile profile, Duration timeLimit) {

  /** Every check, strict arithmetic, ten minutes. */
  public static final SimOptions DEFAULT =
      new SimOptions(EnumSet.allOf(Check.class), DeviceProfile.STRICT, Duration.ofMinutes(10));

  public SimOptions {
    checks = Set.copyOf(checks);
  }

  public SimOptions withChecks(Set<Check> watched) {
    return new SimOptions(watched, profile, timeLimit);
  }

  public SimOptions withProfile(DeviceProfile numbers) {
    return new SimOptions(checks, numbers, timeLimit);
  }

  public SimOptions withTimeLimit(Duration limit) {
    return new SimOptions(checks, profile, limit);
  }
}
