package winofuzz.metal;

import java.time.Duration;
import java.util.List;

/** A kernel that a {@link Device} has compiled. */
public interface PreparedKernel {

  /**
   * Runs it once.
   *
   * @throws BadLaunchException if the launch does not fit the kernel
   * @throws DeviceException if the machine failed
   */
  Outcome run(Extent threadgroups, Extent threads, List<BufferArgument> arguments);

  /**
   * Runs it once, within a limit if the device counts its work.
   *
   * @throws BadLaunchException if the launch does not fit the kernel
   * @throws DeviceException if the machine failed
   */
  default Outcome run(
      Extent threadgroups, Extent threads, List<BufferArgument> arguments, WorkLimit limit) {
    return run(threadgroups, threads, arguments);
  }

  /**
   * Runs it several times over the same memory, one run after the other, to measure its time.
   *
   * @param runs how often, at least once
   * @return what came of the last run, with the mean time of one; if a run does not get to its end,
   *     what came of that
   * @throws BadLaunchException if the launch does not fit the kernel
   * @throws DeviceException if the machine failed
   */
  default Outcome time(
      Extent threadgroups, Extent threads, List<BufferArgument> arguments, int runs) {
    Duration total = Duration.ZERO;
    for (int left = runs; ; left--) {
      Outcome outcome = run(threadgroups, threads, arguments);
      if (!(outcome instanceof Outcome.Ran ran)) {
        return outcome;
      }
      total = total.plus(ran.time());
      if (left == 1) {
        return new Outcome.Ran(ran.outputs(), total.dividedBy(runs), ran.warnings());
      }
    }
  }
}
